"""Completion in bash, zsh, fish and PowerShell: the scripts, installing them, and what they are answered."""
