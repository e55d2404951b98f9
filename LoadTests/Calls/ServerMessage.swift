package import NIOCore
import Simulators

/// What the server says on a call's stream, recognised by its bytes where it is audio in the usual form.
package struct ServerMessageShape {
  private static let suffix = [UInt8](#""}}"#.utf8)

  private let prefix: [UInt8]
  private let streamSid: String

  package init(streamSid: String) {
    self.streamSid = streamSid
    prefix = Array(#"{"event":"media","streamSid":"\#(streamSid)","media":{"payload":""#.utf8)
  }

  /// What a message is; the audio is only borrowed.
  package enum Content {
    case audio(UnsafeRawBufferPointer)
    case mark(String)
    case clear
    /// The real carrier would refuse it.
    case refused
  }

  package func read<Outcome>(_ text: ByteBuffer, _ body: (Content) -> Outcome) -> Outcome {
    text.withUnsafeReadableBytes { bytes in
      let ends = prefix.count + Self.suffix.count
      if bytes.count >= ends, bytes.starts(with: prefix), bytes.suffix(Self.suffix.count).elementsEqual(Self.suffix) {
        return body(.audio(UnsafeRawBufferPointer(rebasing: bytes[prefix.count..<(bytes.count - Self.suffix.count)])))
      }
      switch try? StreamMessage(parsing: text, streamSid: streamSid) {
      case .media(let audio)?: return Base64Text.encode(audio).withUnsafeBytes { body(.audio($0)) }
      case .mark(let name)?: return body(.mark(name))
      case .clear?: return body(.clear)
      case nil: return body(.refused)
      }
    }
  }
}
