internal import NIOCore

/// The usual form of a media message, recognised by its bytes: most of a load run's messages need no JSON parser.
struct MediaShape: Sendable {
  private let prefix: [UInt8]
  private static let suffix = [UInt8](#""}}"#.utf8)

  init(streamSid: String) {
    prefix = Array(#"{"event":"media","streamSid":"\#(streamSid)","media":{"payload":""#.utf8)
  }

  /// The message's audio; `nil` when it has another form or fault, which says nothing about its worth.
  func audio(of text: ByteBuffer) -> [UInt8]? {
    text.withUnsafeReadableBytes { bytes in
      let ends = prefix.count + Self.suffix.count
      guard bytes.count >= ends, bytes.count <= StreamMessage.maximumBytes, bytes.starts(with: prefix),
        bytes.suffix(Self.suffix.count).elementsEqual(Self.suffix)
      else { return nil }
      // A quote inside means that the payload ends elsewhere; it is no letter of Base64 either.
      let payload = UnsafeRawBufferPointer(rebasing: bytes[prefix.count..<(bytes.count - Self.suffix.count)])
      return Base64Text.decode(payload).flatMap { StreamMessage.bearsFileHeader($0) ? nil : $0 }
    }
  }
}
