_positions_completion() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        [ -n "$line" ] || continue
        printf -v line '%q' "$line"     # the line editor inserts a candidate as it is
        COMPREPLY+=("${line//\\,/,}")   # a comma alone means nothing to the shell: `rail,roads` stays readable
    done <<< "$(env _POSITIONS_COMPLETE=lines_bash _POSITIONS_LINE="${COMP_LINE:0:COMP_POINT}" positions 2>/dev/null)"
}

complete -o default -F _positions_completion positions
