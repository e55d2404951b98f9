package import NIOCore
import Simulators

/// One message of a call's audio, made once: a frame later only its numbers and its identity are written over.
package struct MediaTemplate {
  private static let begin = #"{"event":"media","sequenceNumber":""#
  private static let end = #""}}"#

  private let middle: String
  private let payload: [UInt8]
  private var message = ByteBuffer()
  private var widths = [0, 0, 0]
  private var offsets = [0, 0, 0]
  private var payloadOffset = 0

  /// - Parameter payload: base64.
  package init(streamSid: String, payload: [UInt8]) {
    middle = #"","streamSid":"\#(streamSid)","media":{"track":"inbound","chunk":""#
    self.payload = payload
  }

  /// The base64 of a frame of this call, whose identity is still to be written.
  package static func identified(call: Int) -> [UInt8] {
    Base64Text.encode(FrameIdentity(call: call, sequence: 0).codes + FrameIdentity.filling(of: call))
  }

  /// The next message.
  /// - Parameter sequence: the stream's message counter; `start` was 1.
  /// - Parameter chunk: the audio's counter, from 1; it ends at `chunk` times 20 ms.
  package mutating func frame(sequence: Int, chunk: Int, identity: FrameIdentity? = nil) -> ByteBuffer {
    let numbers = [sequence, chunk, chunk * 20]
    if zip(numbers, widths).contains(where: { Self.width(of: $0) != $1 }) { layOut(numbers) }
    let (offsets, widths, payloadOffset) = (offsets, widths, payloadOffset)
    // In place, unless the last message is still being written.
    message.withUnsafeMutableReadableBytes { bytes in
      for index in 0..<3 { Self.write(numbers[index], width: widths[index], into: bytes, at: offsets[index]) }
      identity?.write(
        into: UnsafeMutableRawBufferPointer(
          rebasing: bytes[payloadOffset..<(payloadOffset + FrameIdentity.letterCount)]))
    }
    return message
  }

  private mutating func layOut(_ numbers: [Int]) {
    message.clear()
    offsets = []
    for (number, before) in zip(numbers, [Self.begin, middle, #"","timestamp":""#]) {
      message.writeString(before)
      offsets.append(message.writerIndex)
      message.writeString(String(number))
    }
    widths = numbers.map(Self.width)
    message.writeString(#"","payload":""#)
    payloadOffset = message.writerIndex
    message.writeBytes(payload)
    message.writeString(Self.end)
  }

  private static func width(of number: Int) -> Int {
    var width = 1
    var rest = number
    while rest >= 10 {
      rest /= 10
      width += 1
    }
    return width
  }

  private static func write(_ number: Int, width: Int, into bytes: UnsafeMutableRawBufferPointer, at offset: Int) {
    var rest = number
    for index in (0..<width).reversed() {
      bytes[offset + index] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    }
  }
}
