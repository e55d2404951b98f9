/// The request that asks for a session.
struct RealtimeRequest: Sendable {
  let path: String
  /// The value of `model`; `nil` without one.
  let model: String?
  /// The value of `Sec-WebSocket-Key`.
  let key: String
  private let fields: [(name: String, value: String)]

  /// `nil` for a head that is no request for a WebSocket.
  init?(_ head: String) {
    // "\r\n" is one Character.
    let lines = head.split(separator: "\r\n", omittingEmptySubsequences: true)
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count == 3, words[0] == "GET" else { return nil }
    fields = lines.dropFirst().compactMap { line in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      return (name: line[..<colon].lowercased(), value: String(value))
    }
    let target = words[1].split(separator: "?", maxSplits: 1)
    path = String(target.first ?? "")
    model = target.dropFirst().first?.split(separator: "&").first { $0.hasPrefix("model=") }
      .map { String($0.dropFirst("model=".count)) }
    guard let key = fields.first(where: { $0.name == "sec-websocket-key" })?.value else { return nil }
    self.key = key
  }

  /// The value of the first header field with this name, written small.
  func first(_ name: String) -> String? { fields.first { $0.name == name }?.value }
}
