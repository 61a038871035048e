#compdef positions

_positions_completion() {
  eval $(env _TYPER_COMPLETE_ARGS="${words[1,$CURRENT]}" _POSITIONS_COMPLETE=complete_zsh positions)
}

compdef _positions_completion positions
