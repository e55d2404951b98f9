internal import VoiceCore

/// A cursor as clients carry it: opaque base64url text, so that what is inside may change.
extension CallCursor {
  /// The longest text that is looked at.
  private static let maximumTextLength = 128

  var text: String {
    Base64URL.encode(Array("1.\(startedAt.microseconds).\(call)".utf8))
  }

  /// Reads `text`, in the one spelling that we write.
  init?(text: String) {
    guard text.utf8.count <= Self.maximumTextLength else { return nil }
    guard let bytes = Base64URL.decode(text) else { return nil }
    let parts = String(decoding: bytes, as: UTF8.self).split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "1", let microseconds = Int64(parts[1]), let call = Call.ID(String(parts[2]))
    else { return nil }
    self.init(startedAt: Timestamp(microseconds: microseconds), call: call)
    guard self.text == text else { return nil }
  }
}
