extension PrivatePostgres {
  /// Runs a statement by itself as the superuser. For a server of its own.
  public func run(_ sql: String, in database: String) { _ = Self.output(of: client("psql", database) + ["-c", sql]) }

  /// Dumps a database as an operator does and restores it on another server, where an empty one of that name is.
  public func copy(_ database: String, to other: PrivatePostgres, as name: String) {
    let dump = client("pg_dump", database).map(Self.quoted).joined(separator: " ")
    let restore = other.client("psql", name).map(Self.quoted).joined(separator: " ")
    _ = Self.output(of: ["/bin/sh", "-c", "\(dump) | \(restore) --quiet --output /dev/null"])
  }

  private func client(_ command: String, _ database: String) -> [String] {
    let port = urls(ofDatabase: database).application.split(separator: ":").last?.prefix { $0.isNumber } ?? ""
    return ["/usr/bin/env", command, "-h", directory ?? "", "-p", String(port), "-U", "postgres", "-d", database]
  }

  private static func quoted(_ word: String) -> String { "'\(word)'" }
}
