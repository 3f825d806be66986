#!/bin/sh
# What Quanlo is for, in eight steps, on the example articles:  demo.sh PROGRAM FOLDER
set -eu

quanlo=$1
folder=$2
turtle=$folder/thao-a-senh.ttl
drawing=$folder/thao-a-senh.svg
QUANLO_STORE=$folder/store
export QUANLO_STORE

step() {
    printf '\n# %s\n' "$1"
    shift
    printf '$ quanlo'
    for word in "$@"; do
        case $word in
        *[\ \']*) printf ' "%s"' "$word" ;;
        *) printf ' %s' "$word" ;;
        esac
    done
    printf '\n'
    "$quanlo" "$@"
}

rm -rf "$folder"
mkdir -p "$folder"

step "Read the example articles: invented officials in real places." --quiet build examples/articles
step "One official's road, told by five articles, each line with its source." trace "Thào A Sếnh"
step "The same as a timeline for print." trace "Thào A Sếnh" --output "$drawing"
step "Who held a post, one after the other." post "Bí thư Trùng Khánh"
step "Who held what in a district in 2021." place "Mù Cang Chải" --at 2021
step "A question to the whole graph: how were officials rotated, year by year?" query level_rotations
step "Is the graph sound?" check
step "The same road as linked data." export --official "Thào A Sếnh" --output "$turtle"

printf '\nThe Turtle file is %s; it begins:\n' "$turtle"
grep -v "^@prefix" "$turtle" | head -n 14

printf '\nTo look at it in a browser: %s --store %s serve\n' "$quanlo" "$QUANLO_STORE"
