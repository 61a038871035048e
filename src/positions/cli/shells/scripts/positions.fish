function __positions_has_candidates
    set --global __positions_candidates (env _POSITIONS_COMPLETE=lines_fish _POSITIONS_LINE=(commandline --cut-at-cursor --current-process | string collect) positions 2>/dev/null)
    set --query __positions_candidates[1]
end

complete --command positions --no-files --condition __positions_has_candidates --arguments '$__positions_candidates'
