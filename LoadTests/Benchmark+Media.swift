import MediaBridge
import NIOCore
import Twilio
import WebSockets

extension Benchmark {
  /// Reading one 20 ms media message of the carrier.
  public static let mediaParse = Benchmark(
    "media-parse", operation: "parse one 20 ms media message (373 bytes)", operationsPerSample: 20_000
  ) { count in
    let text = ByteBuffer(string: inbound)
    for _ in 0..<count {
      guard case .media(let frame) = try MediaStreamMessage(text).content else { throw Unexpected() }
      if frame.byteCount != AudioChunk.bytesPerFrame { throw Unexpected() }
    }
  }

  /// Writing one 20 ms media message to the carrier.
  public static let mediaBuild = Benchmark(
    "media-build", operation: "build one 20 ms media message", operationsPerSample: 20_000
  ) { count in
    let frames = MediaStreamFrames(streamSID: "MZ00000000000000000000000000000001")
    let chunk = AudioChunk(muLaw: Array(repeating: MuLaw.silence, count: AudioChunk.bytesPerFrame))
    for _ in 0..<count where frames.media(chunk).joined.readableBytes < 200 { throw Unexpected() }
  }

  private static let inbound =
    #"{"event":"media","sequenceNumber":"2","streamSid":"MZ00000000000000000000000000000001","media":{"track":"inbound","chunk":"1","timestamp":"20","payload":""#
    + String(repeating: "/", count: 213) + #"w=="}}"#
}

/// A benchmark that measures something else than it says is worse than none.
struct Unexpected: Error {}
