"""Completion in bash, zsh, fish and PowerShell: the scripts, their installation, and the answers to them."""
