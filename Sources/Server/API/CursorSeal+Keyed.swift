internal import VoiceCore
internal import Web

extension CursorSeal {
  /// The longest cursor that is looked at.
  private static let maximumLength = 1024

  /// Cursors that are good for one list of one tenant, on all nodes that have the same key.
  init(of path: String, in tenant: Tenant.ID, by keyed: KeyedDigest) {
    @Sendable func digest(_ place: String) -> TokenDigest { keyed.digest("cursor|\(tenant)|\(path)|\(place)") }
    self.init(
      sealed: { Base64URL.encode(Array("\(digest($0).hex)|\($0)".utf8)) },
      opened: { cursor in
        guard cursor.utf8.count <= Self.maximumLength, let bytes = Base64URL.decode(cursor) else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        guard let mark = text.firstIndex(of: "|") else { return nil }
        let place = String(text[text.index(after: mark)...])
        return TokenDigest(hex: String(text[..<mark])).matches(digest(place)) ? place : nil
      })
  }
}
