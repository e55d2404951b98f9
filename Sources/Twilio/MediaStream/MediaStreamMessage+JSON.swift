internal import FoundationEssentials
internal import MediaBridge
package import NIOCore

extension MediaStreamMessage {
  /// Reads a message as JSON, whatever its spelling: for the rare ones, and the measure that the fast reader is held to.
  package init(json text: ByteBuffer) throws(MediaStreamFault) {
    let wire: Wire
    do {
      wire = try JSONDecoder().decode(Wire.self, from: Data(text.readableBytesView))
    } catch {
      throw .invalidMessage
    }
    guard let content = wire.content else { throw wire.isAudioBad ? .invalidAudio : .invalidMessage }
    self.init(streamSID: wire.streamSid.map { ByteBuffer(string: $0) }, content: content)
  }
}

/// The wire form. Only what an event needs of its message is read, so that a stranger's field does no harm.
private struct Wire: Decodable {
  let streamSid: String?
  /// `nil` for a message without what its event needs.
  let content: MediaStreamMessage.Content?
  let isAudioBad: Bool

  private enum Key: String, CodingKey { case event, streamSid, start, media, dtmf, mark }
  private enum Inner: String, CodingKey {
    case streamSid, callSid, mediaFormat, customParameters, token, encoding, sampleRate, channels
    case track, timestamp, payload, digit, name
  }

  init(from decoder: any Decoder) throws {
    let message = try decoder.container(keyedBy: Key.self)
    streamSid = try message.decodeIfPresent(String.self, forKey: .streamSid)
    var isAudioBad = false
    switch try message.decode(String.self, forKey: .event) {
    case "connected": content = .connected
    case "start": content = try Self.start(message, streamSid)
    case "media": content = try Self.media(message, &isAudioBad)
    case "dtmf": content = .dtmf(digit: try Self.text(.digit, of: .dtmf, in: message))
    case "mark": content = .mark(name: try Self.text(.name, of: .mark, in: message))
    case "stop": content = .stop
    default: content = .unknown
    }
    self.isAudioBad = isAudioBad
  }

  private static func text(
    _ name: Inner, of event: Key, in message: KeyedDecodingContainer<Key>
  ) throws -> String {
    try message.nestedContainer(keyedBy: Inner.self, forKey: event).decode(String.self, forKey: name)
  }

  private static func start(
    _ message: KeyedDecodingContainer<Key>, _ streamSid: String?
  ) throws -> MediaStreamMessage.Content? {
    let start = try message.nestedContainer(keyedBy: Inner.self, forKey: .start)
    let inner = try start.decodeIfPresent(String.self, forKey: .streamSid)
    guard let sid = streamSid ?? inner, inner == nil || inner == sid else { return nil }
    let parameters = try? start.nestedContainer(keyedBy: Inner.self, forKey: .customParameters)
    return .start(
      StreamStart(
        streamSID: sid, callSID: try start.decode(String.self, forKey: .callSid),
        token: try? parameters?.decode(String.self, forKey: .token), isTelephoneAudio: try isTelephoneAudio(start)))
  }

  /// A stream that doesn't say is taken at its word that it is a telephone's.
  private static func isTelephoneAudio(_ start: KeyedDecodingContainer<Inner>) throws -> Bool {
    guard start.contains(.mediaFormat) else { return true }
    let format = try start.nestedContainer(keyedBy: Inner.self, forKey: .mediaFormat)
    return try format.decode(String.self, forKey: .encoding) == "audio/x-mulaw"
      && format.decode(Counter.self, forKey: .sampleRate).value == 8000
      && format.decodeIfPresent(Counter.self, forKey: .channels)?.value ?? 1 == 1
  }

  private static func media(
    _ message: KeyedDecodingContainer<Key>, _ isAudioBad: inout Bool
  ) throws -> MediaStreamMessage.Content? {
    let media = try message.nestedContainer(keyedBy: Inner.self, forKey: .media)
    guard try media.decodeIfPresent(String.self, forKey: .track) ?? "inbound" == "inbound" else { return .unknown }
    let timestamp = try media.decodeIfPresent(Counter.self, forKey: .timestamp)?.value
    let payload = ByteBuffer(string: try media.decode(String.self, forKey: .payload))
    guard let count = Base64.byteCount(of: payload) else {
      isAudioBad = true
      return nil
    }
    return .media(MediaFrame(milliseconds: timestamp, payload: payload, byteCount: count))
  }
}

/// A counter: decimal text, or a number.
private struct Counter: Decodable {
  let value: Int

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Int.self) {
      value = number
    } else {
      let text = try container.decode(String.self)
      guard text.utf8.count <= MediaFrame.maximumCounterDigits, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
        let number = Int(text)
      else { throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a counter") }
      value = number
    }
    guard value >= 0 else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "counters are not negative")
    }
  }
}
