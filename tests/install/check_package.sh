#!/bin/sh
# One check of the installed package; the CMakeLists.txt beside it sets the variables used here.
set -eu

# configure PROJECT BUILD: a fresh build folder that looks for packages in PREFIX
configure() {
  rm -rf "$2"
  "$CMAKE" -S "$1" -B "$2" -G Ninja -DCMAKE_PREFIX_PATH="$PREFIX" \
    -DCMAKE_CXX_COMPILER="$CXX" -DCMAKE_CXX_FLAGS="$CXXFLAGS"
}

case $1 in
copies_the_package)
  rm -rf "$PREFIX"
  "$CMAKE" --install "$2" --prefix "$PREFIX"
  ;;
is_found_by_cmake)
  configure "$CONSUMER" "$WORK/cmake"
  "$CMAKE" --build "$WORK/cmake"
  LD_LIBRARY_PATH=$PREFIX/$LIBDIR "$WORK/cmake/consumer"
  ;;
is_found_by_pkg_config)
  export PKG_CONFIG_PATH="$PREFIX/$LIBDIR/pkgconfig"
  mkdir -p "$WORK/pkg-config"
  # Flags are words on purpose.
  # shellcheck disable=SC2046,SC2086
  "$CXX" $CXXFLAGS $("$PKG_CONFIG" --cflags cupel-sqlite) "$CONSUMER/main.cpp" \
    -o "$WORK/pkg-config/consumer" $("$PKG_CONFIG" --libs cupel-sqlite)
  LD_LIBRARY_PATH=$PREFIX/$LIBDIR "$WORK/pkg-config/consumer"
  ;;
names_a_missing_component)
  project=$WORK/missing_component
  mkdir -p "$project"
  cat >"$project/CMakeLists.txt" <<'EOF'
cmake_minimum_required(VERSION 3.25)
project(MissingComponent LANGUAGES CXX)
find_package(Cupel REQUIRED COMPONENTS db2)
EOF
  if output=$(configure "$project" "$project/build" 2>&1); then
    echo "find_package accepts a component that does not exist"
    exit 1
  fi
  # CMake breaks its messages into lines as it likes.
  case $(echo "$output" | tr -s '\n ' '  ') in
  *"has no component 'db2'"*) ;;
  *)
    echo "$output"
    exit 1
    ;;
  esac
  ;;
*)
  echo "unknown check: $1"
  exit 2
  ;;
esac
