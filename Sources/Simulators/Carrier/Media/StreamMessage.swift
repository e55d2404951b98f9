internal import FoundationEssentials
package import NIOCore

/// A message of the server on a bidirectional media stream. Source: Twilio, "Media Streams - WebSocket Messages".
package enum StreamMessage: Equatable, Sendable {
  /// Raw μ-law to play; may be empty.
  case media([UInt8])
  case mark(name: String)
  case clear

  /// Largest message in bytes.
  package static let maximumBytes = 64 << 10

  /// - Parameter streamSid: the stream's own; a message that bears none or another is refused.
  package init(parsing text: ByteBuffer, streamSid: String) throws(CarrierViolation) {
    guard text.readableBytes <= Self.maximumBytes else { throw .stream("the message is larger than 64 KiB") }
    let envelope: Envelope
    do {
      envelope = try JSONDecoder().decode(Envelope.self, from: Data(text.readableBytesView))
    } catch {
      throw .stream("the message is not a JSON object of the right types")
    }
    guard let event = envelope.event else { throw .stream("the message has no event") }
    guard ["media", "mark", "clear"].contains(event) else { throw .stream("the event \(event) is unknown") }
    guard let sid = envelope.streamSid else { throw .stream("\(event) has no streamSid") }
    guard sid == streamSid else { throw .stream("\(event) bears another streamSid") }
    switch event {
    case "media":
      guard let payload = envelope.media?.payload else { throw .stream("media has no payload") }
      guard let audio = Base64Text.decode(Array(payload.utf8)) else {
        throw .stream("the payload of media is not Base64")
      }
      guard !Self.bearsFileHeader(audio) else {
        throw .stream("the payload of media begins with the header of a sound file")
      }
      self = .media(audio)
    case "mark":
      guard let name = envelope.mark?.name else { throw .stream("mark has no name") }
      self = .mark(name: name)
    default: self = .clear
    }
  }

  /// Whether audio begins as a sound file does, which would be heard as noise.
  static func bearsFileHeader(_ audio: [UInt8]) -> Bool {
    audio.starts(with: "RIFF".utf8) || audio.starts(with: ".snd".utf8)
  }

  private struct Envelope: Decodable {
    struct Media: Decodable { var payload: String? }
    struct Mark: Decodable { var name: String? }
    var event: String?
    var streamSid: String?
    var media: Media?
    var mark: Mark?
  }
}
