package import NIOCore

/// Builds the carrier's messages on one stream; counters are decimal strings, the sample rate is a number.
package struct StreamFrames: Sendable {
  /// Bytes of μ-law in one frame of 20 ms.
  package static let frameBytes = 160
  /// One frame's time.
  package static let frameTime = Duration.milliseconds(20)
  /// Digital silence in μ-law.
  package static let silence: UInt8 = 0xFF

  private let identity: StreamIdentity
  private let mediaMiddle: [UInt8]
  private static let mediaBegin = [UInt8](#"{"event":"media","sequenceNumber":""#.utf8)
  private static let mediaTime = [UInt8](#"","timestamp":""#.utf8)
  private static let mediaPayload = [UInt8](#"","payload":""#.utf8)
  private static let mediaEnd = [UInt8](#""}}"#.utf8)
  private static let silentPayload = Base64Text.encode([UInt8](repeating: silence, count: frameBytes))

  package init(_ identity: StreamIdentity) {
    self.identity = identity
    mediaMiddle = Array(#"","streamSid":"\#(identity.streamSid)","media":{"track":"inbound","chunk":""#.utf8)
  }

  package static let connected = ByteBuffer(string: #"{"event":"connected","protocol":"Call","version":"1.0.0"}"#)

  package func start(sequence: Int) -> ByteBuffer {
    let parameters = identity.customParameters
      .map { "\(JSONText.quote($0.name)):\(JSONText.quote($0.value))" }.joined(separator: ",")
    return ByteBuffer(
      string: head("start", sequence)
        + #""start":{"streamSid":"\#(identity.streamSid)","accountSid":"\#(identity.accountSid)","#
        + #""callSid":"\#(identity.callSid)","tracks":["inbound"],"#
        + #""mediaFormat":{"encoding":"audio/x-mulaw","sampleRate":8000,"channels":1},"#
        + #""customParameters":{\#(parameters)}}}"#)
  }

  /// One chunk of the caller's audio; `nil` is a frame of silence.
  package func media(sequence: Int, chunk: Int, audio: [UInt8]? = nil) -> ByteBuffer {
    media(sequence: sequence, chunk: chunk, payload: audio.map(Base64Text.encode) ?? Self.silentPayload)
  }

  /// One chunk with this payload, whatever it is.
  package func media(sequence: Int, chunk: Int, payload: [UInt8]) -> ByteBuffer {
    var buffer = ByteBufferAllocator().buffer(capacity: 192 + payload.count)
    buffer.writeBytes(Self.mediaBegin)
    buffer.writeString(String(sequence))
    buffer.writeBytes(mediaMiddle)
    buffer.writeString(String(chunk))
    buffer.writeBytes(Self.mediaTime)
    buffer.writeString(String(chunk * 20))
    buffer.writeBytes(Self.mediaPayload)
    buffer.writeBytes(payload)
    buffer.writeBytes(Self.mediaEnd)
    return buffer
  }

  package func dtmf(sequence: Int, key: Character) -> ByteBuffer {
    ByteBuffer(
      string: head("dtmf", sequence) + #""dtmf":{"track":"inbound_track","digit":\#(JSONText.quote(String(key)))}}"#)
  }

  package func mark(sequence: Int, name: String) -> ByteBuffer {
    ByteBuffer(string: head("mark", sequence) + #""mark":{"name":\#(JSONText.quote(name))}}"#)
  }

  package func stop(sequence: Int) -> ByteBuffer {
    ByteBuffer(
      string: head("stop", sequence)
        + #""stop":{"accountSid":"\#(identity.accountSid)","callSid":"\#(identity.callSid)"}}"#)
  }

  private func head(_ event: String, _ sequence: Int) -> String {
    #"{"event":"\#(event)","sequenceNumber":"\#(sequence)","streamSid":"\#(identity.streamSid)","#
  }
}
