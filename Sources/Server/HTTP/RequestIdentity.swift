internal import VoiceCore

/// The name of a request in logs, answers and problem documents.
enum RequestIdentity {
  static let header = "X-Request-Id"
  /// The longest name that is taken over from a client or proxy.
  static let maximumLength = 64

  /// The client's name for the request when it is harmless, else a new one.
  static func of(_ offered: String?, else ids: IDSource) -> String {
    if let offered, isHarmless(offered) { return offered }
    let id: Identifier<RequestName> = ids()
    return id.description
  }

  /// Names requests; nothing else is known of one.
  private enum RequestName {}

  /// Needs a letter: a bare number could be somebody's telephone number, which belongs into no log.
  private static func isHarmless(_ name: String) -> Bool {
    (1...maximumLength).contains(name.utf8.count) && name.utf8.contains(where: isLetter)
      && name.utf8.allSatisfy { isLetter($0) || isDigit($0) || "-_.".utf8.contains($0) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
