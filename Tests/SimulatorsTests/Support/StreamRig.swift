import Foundation
import NIOCore
import Simulators

/// A carrier's stream without a socket: messages in and out as JSON, time by hand.
struct StreamRig {
  static let identity = StreamIdentity(
    streamSid: "MZ00000000000000000000000000000001", accountSid: "AC00000000000000000000000000000001",
    callSid: "CA00000000000000000000000000000001",
    customParameters: [FormField("token", "tok_example"), FormField("tenantId", "t1")])

  var stream: CarrierStream

  init(_ steps: [CallScript.Step] = [], faults: [CallFault] = []) {
    stream = CarrierStream(
      Self.identity, program: CallerProgram(steps: steps, patience: .seconds(30)), faults: faults)
  }

  static func media(_ audio: [UInt8]) -> String {
    let payload = String(decoding: Base64Text.encode(audio), as: UTF8.self)
    return #"{"event":"media","streamSid":"\#(identity.streamSid)","media":{"payload":"\#(payload)"}}"#
  }

  static func mark(_ name: String) -> String {
    #"{"event":"mark","streamSid":"\#(identity.streamSid)","mark":{"name":"\#(name)"}}"#
  }

  static let clear = #"{"event":"clear","streamSid":"MZ00000000000000000000000000000001"}"#

  mutating func receive(_ text: String, at now: Duration) -> [CarrierStream.Action] {
    stream.received(ByteBuffer(string: text), at: now)
  }
}

extension CarrierStream.Action {
  /// The message that it sends.
  var text: String? { if case .send(let buffer) = self { String(buffer: buffer) } else { nil } }

  /// Its event.
  var event: String? { json?["event"] as? String }

  var json: [String: Any]? {
    guard let text else { return nil }
    return (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any]
  }

  var isMedia: Bool { event == "media" }
}

extension [CarrierStream.Action] {
  /// The events of its messages but media.
  var events: [String] { compactMap(\.event).filter { $0 != "media" } }
  var mediaCount: Int { count { $0.isMedia } }
  var isClosing: Bool { contains { if case .close = $0 { true } else { false } } }
}

/// Whether two JSON texts mean the same.
func sameJSON(_ one: String?, _ other: String) -> Bool {
  func value(_ text: String) -> NSObject? {
    (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? NSObject
  }
  guard let one, let left = value(one), let right = value(other) else { return false }
  return left.isEqual(right)
}
