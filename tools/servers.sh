#!/usr/bin/env bash
# Database servers for the tests: temporary, on loopback, with a port and a folder of their own.
#
#   servers.sh start SERVER     starts it (postgresql or mariadb), unless it runs, and prints its Cupel URL
#   servers.sh url SERVER       prints the URL of one that runs; fails where none does
#   servers.sh stop SERVER      stops it and removes its folder
#   servers.sh kill SERVER      ends its processes with -9, as a machine does that loses its power
#   servers.sh restart SERVER   starts it again where it was, after a kill
#
# A name behind SERVER (start postgresql faults) means another one, of that name. The folder lies in /tmp, since the server's user must be able to reach it; build/servers/SERVER
# records where. They survive a kill, not a power cut: these databases live as long as
# a test run.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
records=$root/build/servers

die() {
  echo "servers.sh: $*" >&2
  exit 1
}

# exec_as USER COMMAND...: becomes the command. Servers refuse to run as root, so root runs them as
# their own user.
exec_as() {
  local user=$1
  shift
  [ "$(id -u)" = 0 ] || exec "$@"
  cd /
  exec runuser -u "$user" -- "$@"
}

as() (exec_as "$@")

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
  echo "$folder" >"$records/$record"
  echo "$folder"
}

postgresql_bin() {
  local newest
  newest=$(find /usr/lib/postgresql/*/bin -name initdb 2>/dev/null | sort -V | tail -n 1)
  [ -n "$newest" ] || die "PostgreSQL is not installed (package postgresql)"
  dirname "$newest"
}

# run_postgresql FOLDER PORT
run_postgresql() {
  local options="-c listen_addresses=127.0.0.1 -c port=$2 -c unix_socket_directories=$1"
  options+=" -c fsync=off -c full_page_writes=off"
  options+=" -c max_prepared_transactions=20"
  as postgres "$(postgresql_bin)/pg_ctl" start --pgdata="$1/data" --log="$1/log" --wait \
    --options="$options"
}

start_postgresql() {
  local bin folder port
  bin=$(postgresql_bin)
  folder=$(new_folder postgresql postgres)
  port=$(free_port 55432)
  {
    as postgres "$bin/initdb" --pgdata="$folder/data" --username=cupel --auth=trust \
      --encoding=UTF8 --locale=C.UTF-8 --no-sync &&
      run_postgresql "$folder" "$port" &&
      as postgres "$bin/createdb" --host="$folder" --port="$port" --username=cupel cupel_test
  } >"$records/$record.log" 2>&1 || {
    cat "$records/$record.log" >&2
    die "PostgreSQL does not start"
  }
  echo "postgresql://cupel@127.0.0.1:$port/cupel_test"
}

postgresql_pid() { head -n 1 "$1/data/postmaster.pid"; }

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

# run_mariadb FOLDER PORT
run_mariadb() {
  # A shell that stayed behind the server would keep the caller's output open.
  exec_as mysql mariadbd --no-defaults --datadir="$1/data" --socket="$1/socket" --pid-file="$1/pid" \
    --log-error="$1/log" --bind-address=127.0.0.1 --port="$2" \
    --innodb-flush-log-at-trx-commit=2 --skip-name-resolve &
  wait_for_mariadb "$1/socket"
}

start_mariadb() {
  command -v mariadbd >/dev/null || die "MariaDB is not installed (package mariadb-server)"
  local folder port
  folder=$(new_folder mariadb mysql)
  port=$(free_port 53306)
  {
    as mysql mariadb-install-db --no-defaults --datadir="$folder/data" --skip-test-db \
      --auth-root-authentication-method=normal &&
      run_mariadb "$folder" "$port" &&
      mariadb --no-defaults --socket="$folder/socket" --user=root --execute="
        CREATE DATABASE cupel_test CHARACTER SET utf8mb4;
        CREATE USER cupel@'127.0.0.1' IDENTIFIED BY 'cupel';
        GRANT ALL ON *.* TO cupel@'127.0.0.1'"
  } >"$records/$record.log" 2>&1 || {
    cat "$records/$record.log" >&2
    die "MariaDB does not start"
  }
  echo "mariadb://cupel:cupel@127.0.0.1:$port/cupel_test"
}

mariadb_pid() { cat "$1/pid"; }

mariadb_runs() { mariadb-admin --no-defaults --socket="$1/socket" --user=root ping; }

stop_mariadb() { mariadb-admin --no-defaults --socket="$1/socket" --user=root shutdown; }

stop() {
  [ -f "$records/$record" ] || return 0
  local folder
  folder=$(cat "$records/$record")
  if [ -d "$folder" ]; then
    # A server that died, or a machine that was restarted, leaves only the folder.
    "stop_$1" "$folder" >"$records/$record.log" 2>&1 || true
    rm -rf "$folder"
  fi
  rm -f "$records/$record" "$records/$record.url"
}

# url SERVER: that of the server which runs.
url() {
  [ -f "$records/$record.url" ] && "$1_runs" "$(cat "$records/$record")" >/dev/null 2>&1 &&
    cat "$records/$record.url"
}

# start SERVER: a record without its server, of a machine that was restarted, is cleared away first.
start() {
  url "$1" && return
  stop "$1"
  mkdir -p "$records"
  # In a shell of its own: this one would keep its output open in the server, and $(servers.sh ...) wait.
  ("start_$1") >"$records/$record.starting"
  mv "$records/$record.starting" "$records/$record.url"
  cat "$records/$record.url"
}

# kill SERVER: the server and the processes that it has started, so that none ends in order.
kill_server() {
  local pid children
  pid=$("$1_pid" "$(cat "$records/$record")")
  children=$(cat "/proc/$pid/task/"*/children)
  # One with processes of its own is stopped first, so that it starts no new one meanwhile. Not one
  # without: runuser would stop along with it, and never see that it is gone.
  if [ -n "$children" ]; then
    kill -STOP "$pid"
    children=$(cat "/proc/$pid/task/"*/children)
  fi
  # shellcheck disable=SC2086 # one word for each process
  kill -KILL $children "$pid"
  # Where nobody reaps it, it stays as a zombie.
  while grep -qs '^State:[[:space:]]*[A-Ya-z]' "/proc/$pid/status"; do sleep 0.05; done
}

restart() {
  local port
  port=$(sed 's/.*127\.0\.0\.1:\([0-9]*\).*/\1/' "$records/$record.url")
  # What the killed one has left says that it runs; where nobody reaps processes it even seems to.
  rm -f "$(cat "$records/$record")"/{socket,data/postmaster.pid,.s.PGSQL.*}
  ("run_$1" "$(cat "$records/$record")" "$port") >"$records/$record.log" 2>&1 || {
    cat "$records/$record.log" >&2
    die "$1 does not start again"
  }
}

case "${2:-}" in
postgresql | mariadb) record=$2${3:+-$3} ;;
*) record= ;;
esac
case "${1:-} ${record:+known}" in
"start known" | "url known" | "stop known" | "restart known") "$1" "$2" ;;
"kill known") kill_server "$2" ;;
*) die "usage: servers.sh start|url|stop|kill|restart postgresql|mariadb [NAME]" ;;
esac
