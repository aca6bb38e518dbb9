#!/bin/sh
# run_in_empty_folder.sh FOLDER PROGRAM ARGUMENT...: empties FOLDER and runs the program in it.
set -eu
folder=$1
shift
rm -rf "$folder"
mkdir -p "$folder"
cd "$folder"
exec "$@"
