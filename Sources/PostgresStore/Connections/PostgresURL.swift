import CLibPQ

/// Where a Postgres server is and as whom to speak to it, in any form that libpq takes: `postgres://…`, several hosts,
/// `sslmode`, or `host=… dbname=…`. Prints without its password.
public struct PostgresURL: Sendable, Equatable {
  let text: String
  /// The name of the setting that it came from, for messages.
  let setting: String
  private let password: String?
  /// What the URL gives in the `options` parameter, to be kept beside ours.
  let options: String
  let setsUserTimeout: Bool
  let hostCount: Int
  /// The role that the URL names; empty when it names none.
  let user: String

  /// Checks the form only; nothing is connected.
  /// - Throws: `.misconfigured`, without a piece of the text: a stray `@` or `/` makes libpq take half a password for a
  ///   host or port, and its messages would print it.
  public init(_ text: String, setting: String = "VOICECORE_DATABASE_URL") throws(PostgresFailure) {
    if let words = voicecore_load_libpq() {
      throw .misconfigured(
        "\(setting) names a Postgres database, for which libpq is needed (\(String(cString: words))); install it: apt-get "
          + "install libpq5")
    }
    self.text = text
    self.setting = setting
    let wrong = PostgresFailure.misconfigured(
      "\(setting) isn't a Postgres URL; write postgres://USER:PASSWORD@HOST:PORT/DATABASE and percent-encode what is no "
        + "letter or digit in the password")
    guard !text.isEmpty, !text.utf8.contains(0), let parts = PQconninfoParse(text, nil) else { throw wrong }
    defer { PQconninfoFree(parts) }
    var found: [String: String] = [:]
    var part = parts
    while let keyword = part.pointee.keyword {
      if let value = part.pointee.val { found[String(cString: keyword)] = String(cString: value) }
      part += 1
    }
    let hosts = (found["host"] ?? "").split(separator: ",", omittingEmptySubsequences: false)
    guard hosts.allSatisfy({ !$0.dropFirst().contains("@") }),
      (found["port"] ?? "").allSatisfy({ $0.isASCII && $0.isNumber || $0 == "," })
    else { throw wrong }
    password = found["password"].flatMap { $0.isEmpty ? nil : $0 }
    options = found["options"] ?? ""
    setsUserTimeout = found["tcp_user_timeout"] != nil
    hostCount = max(1, hosts.count)
    user = found["user"] ?? ""
  }

  /// libpq's words in one line, with the setting's name and without the password.
  func reason(_ words: String) -> String {
    var line = words.split(whereSeparator: \.isNewline).joined(separator: "; ")
    if let password { line.replace(password, with: "…") }
    return "\(setting): \(line)"
  }
}

extension PostgresURL: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The setting's name; never what it holds.
  public var description: String { setting }
  public var debugDescription: String { setting }
  public var customMirror: Mirror { Mirror(self, children: []) }
}
