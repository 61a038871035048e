#compdef positions

_positions() {
    local -a lines
    lines=("${(@f)$(env _POSITIONS_COMPLETE=lines_zsh _POSITIONS_LINE="${words[1,CURRENT]}" positions 2>/dev/null)}")
    if [[ -z ${lines[1]} ]]; then
        _files
        return
    fi
    [[ $PREFIX == --*=* ]] && compset -P 1 '*='
    compadd -- "${lines[@]}"
}

compdef _positions positions

# loaded from a file named _positions at the first Tab: answer that Tab too
if [[ ${funcstack[1]} == _positions ]]; then
    _positions "$@"
fi
