#!/usr/bin/env bash
# Database servers for the tests: temporary, on loopback, with a port and a folder of their own.
#
#   servers.sh start SERVER   starts it (postgresql or mariadb), unless it runs, and prints its Cupel URL
#   servers.sh url SERVER     prints the URL of one that runs; fails where none does
#   servers.sh stop SERVER    stops it and removes its folder
#
# The folder lies in /tmp, since the server's user must be able to reach it; build/servers/SERVER
# records where. Durability is switched off: these databases live as long as a test run.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
records=$root/build/servers

die() {
  echo "servers.sh: $*" >&2
  exit 1
}

# as USER COMMAND...: servers refuse to run as root, so root runs them as their own user.
as() {
  local user=$1
  shift
  if [ "$(id -u)" = 0 ]; then (cd / && runuser -u "$user" -- "$@"); else "$@"; fi
}

free_port() {
  local port=$1
  while (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do port=$((port + 1)); done
  echo "$port"
}

# new_folder SERVER USER: prints a new folder of the server's user, and records it.
new_folder() {
  local folder
  folder=$(mktemp -d "/tmp/cupel-$1.XXXXXX")
  [ "$(id -u)" != 0 ] || chown "$2" "$folder"
  mkdir -p "$records"
  echo "$folder" >"$records/$1"
  echo "$folder"
}

postgresql_bin() {
  local newest
  newest=$(find /usr/lib/postgresql/*/bin -name initdb 2>/dev/null | sort -V | tail -n 1)
  [ -n "$newest" ] || die "PostgreSQL is not installed (package postgresql)"
  dirname "$newest"
}

start_postgresql() {
  local bin folder port
  bin=$(postgresql_bin)
  folder=$(new_folder postgresql postgres)
  port=$(free_port 55432)
  local options="-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$folder"
  options+=" -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
  options+=" -c max_prepared_transactions=20"
  {
    as postgres "$bin/initdb" --pgdata="$folder/data" --username=cupel --auth=trust \
      --encoding=UTF8 --locale=C.UTF-8 --no-sync &&
      as postgres "$bin/pg_ctl" start --pgdata="$folder/data" --log="$folder/log" --wait \
        --options="$options" &&
      as postgres "$bin/createdb" --host="$folder" --port="$port" --username=cupel cupel_test
  } >"$records/postgresql.log" 2>&1 || {
    cat "$records/postgresql.log" >&2
    die "PostgreSQL does not start"
  }
  echo "postgresql://cupel@127.0.0.1:$port/cupel_test"
}

postgresql_runs() { as postgres "$(postgresql_bin)/pg_ctl" status --pgdata="$1/data"; }

stop_postgresql() { as postgres "$(postgresql_bin)/pg_ctl" stop --pgdata="$1/data" --mode=fast; }

# wait_for_mariadb SOCKET: it answers within half a minute, or we fail.
wait_for_mariadb() {
  local tries
  for ((tries = 0; tries < 60; tries++)); do
    mariadb-admin --no-defaults --socket="$1" --user=root ping && return 0
    sleep 0.5
  done
  return 1
}

start_mariadb() {
  command -v mariadbd >/dev/null || die "MariaDB is not installed (package mariadb-server)"
  local folder port
  folder=$(new_folder mariadb mysql)
  port=$(free_port 53306)
  {
    as mysql mariadb-install-db --no-defaults --datadir="$folder/data" --skip-test-db \
      --auth-root-authentication-method=normal &&
      { as mysql mariadbd --no-defaults --datadir="$folder/data" --socket="$folder/socket" \
        --pid-file="$folder/pid" --log-error="$folder/log" --bind-address=127.0.0.1 \
        --port="$port" --innodb-flush-log-at-trx-commit=0 --skip-name-resolve & } &&
      wait_for_mariadb "$folder/socket" &&
      mariadb --no-defaults --socket="$folder/socket" --user=root --execute="
        CREATE DATABASE cupel_test CHARACTER SET utf8mb4;
        CREATE USER cupel@'127.0.0.1' IDENTIFIED BY 'cupel';
        GRANT ALL ON *.* TO cupel@'127.0.0.1'"
  } >"$records/mariadb.log" 2>&1 || {
    cat "$records/mariadb.log" >&2
    die "MariaDB does not start"
  }
  echo "mariadb://cupel:cupel@127.0.0.1:$port/cupel_test"
}

mariadb_runs() { mariadb-admin --no-defaults --socket="$1/socket" --user=root ping; }

stop_mariadb() { mariadb-admin --no-defaults --socket="$1/socket" --user=root shutdown; }

stop() {
  [ -f "$records/$1" ] || return 0
  local folder
  folder=$(cat "$records/$1")
  if [ -d "$folder" ]; then
    # A server that died, or a machine that was restarted, leaves only the folder.
    "stop_$1" "$folder" >"$records/$1.log" 2>&1 || true
    rm -rf "$folder"
  fi
  rm -f "$records/$1" "$records/$1.url"
}

# url SERVER: that of the server which runs.
url() {
  [ -f "$records/$1.url" ] && "$1_runs" "$(cat "$records/$1")" >/dev/null 2>&1 && cat "$records/$1.url"
}

# start SERVER: a record without its server, of a machine that was restarted, is cleared away first.
start() {
  url "$1" && return
  stop "$1"
  mkdir -p "$records"
  # In a shell of its own: this one would keep its output open in the server, and $(servers.sh ...) wait.
  ("start_$1") >"$records/$1.starting"
  mv "$records/$1.starting" "$records/$1.url"
  cat "$records/$1.url"
}

case "${1:-} ${2:-}" in
"start postgresql" | "start mariadb" | "url postgresql" | "url mariadb" | \
  "stop postgresql" | "stop mariadb") "$1" "$2" ;;
*) die "usage: servers.sh start|url|stop postgresql|mariadb" ;;
esac
