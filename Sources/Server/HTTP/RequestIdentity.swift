internal import VoiceCore
internal import Web

/// The name of a request in logs, answers and problem documents.
enum RequestIdentity {
  static let header = "X-Request-Id"

  /// The client's name for the request when it is a UUID, else a new one.
  ///
  /// Any other text might be a number, an address or a key that strayed into this header, and would stand in the log
  /// (properties 12 and 38).
  static func of(_ offered: String?, else ids: IDSource) -> String {
    if let offered, isUUID(offered) { return offered }
    let id: Identifier<RequestName> = ids()
    return id.description
  }

  /// The request's name as the audit log tells it.
  static func id(of request: Request) -> AuditEntry.RequestID? { AuditEntry.RequestID(request.id.lowercased()) }

  /// Names requests; nothing else is known of one.
  private enum RequestName {}

  /// 8-4-4-4-12 hexadecimal digits (RFC 9562, section 4).
  private static func isUUID(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    return bytes.count == 36
      && bytes.indices.allSatisfy { index in
        [8, 13, 18, 23].contains(index) ? bytes[index] == UInt8(ascii: "-") : isHexadecimal(bytes[index])
      }
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
  }
}
