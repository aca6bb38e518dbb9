#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "cupel/dbapi/driver.hpp"

namespace cupel::mysql {

/// What a connection is opened with. Empty texts: the client library's default.
struct ConnectOptions {
  std::string host;
  std::string user;
  std::string password;
  std::string database;
  std::string unix_socket;
  unsigned port = 0;
  std::string charset = "utf8mb4";
  std::string init_command;
  std::optional<unsigned> connect_timeout;  ///< seconds
  std::optional<unsigned> read_timeout;     ///< seconds
  std::optional<unsigned> write_timeout;    ///< seconds
  bool compress = false;
  bool local_infile = false;
  /// TLS: wanted when this or a file is given.
  bool ssl = false;
  bool ssl_verify_cert = false;
  std::string ssl_ca, ssl_capath, ssl_cert, ssl_key, ssl_cipher, ssl_crl;
  std::string default_file, default_group;  ///< option file and its group
  std::size_t cached_statements = 128;
};

/// Reads the arguments by name: host, port, user (or username), password, database, unix_socket,
/// charset, init_command, connect_timeout, read_timeout, write_timeout, compress, local_infile,
/// ssl, ssl_verify_cert, ssl_ca, ssl_capath, ssl_cert, ssl_key, ssl_cipher, ssl_crl,
/// read_default_file, read_default_group, cached_statements.
/// Throws ArgumentError for an unknown name or a value that makes no sense.
[[nodiscard]] ConnectOptions parse_arguments(const dbapi::ConnectArgs& args);

}  // namespace cupel::mysql
