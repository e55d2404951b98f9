import Foundation
import NIOCore
import Simulators
import WebSockets

/// The far end of a media stream: greets, answers key 1, and hands over at key 0 by closing.
final class FakeReceptionist: WebSocketHandler {
  static let greeting = [UInt8](repeating: 0x11, count: 4000)
  static let answer = [UInt8](repeating: 0x22, count: 8000)

  private let events: Log<String>
  private let closures: Log<WebSocketClosure>
  private let greets: Bool
  private var socket: WebSocket?
  private var streamSid = ""

  init(events: Log<String>, closures: Log<WebSocketClosure>, greets: Bool = true) {
    self.events = events
    self.closures = closures
    self.greets = greets
  }

  func opened(_ socket: WebSocket) { self.socket = socket }
  func received(binary: ByteBuffer) { events.append("binary") }
  func writabilityChanged(isWritable: Bool) {}

  func closed(_ closure: WebSocketClosure) {
    closures.append(closure)
    socket = nil
  }

  func received(text: ByteBuffer) {
    let json = (try? JSONSerialization.jsonObject(with: Data(text.readableBytesView))) as? [String: Any]
    let event = json?["event"] as? String ?? "malformed"
    switch event {
    case "media": return
    case "start":
      streamSid = json?["streamSid"] as? String ?? ""
      let start = json?["start"] as? [String: Any]
      let parameters = start?["customParameters"] as? [String: String] ?? [:]
      events.append("start \(parameters["token"] ?? "none")")
      if greets { say(Self.greeting, mark: "greeting") }
    case "dtmf":
      let key = (json?["dtmf"] as? [String: Any])?["digit"] as? String ?? ""
      events.append("dtmf \(key)")
      if key == "1" { say(Self.answer, mark: "answer") } else { socket?.close(.normal, reason: "handing over") }
    case "mark": events.append("mark \((json?["mark"] as? [String: Any])?["name"] as? String ?? "")")
    default: events.append(event)
    }
  }

  private func say(_ audio: [UInt8], mark: String) {
    let payload = String(decoding: Base64Text.encode(audio), as: UTF8.self)
    send(#"{"event":"media","streamSid":"\#(streamSid)","media":{"payload":"\#(payload)"}}"#)
    send(#"{"event":"mark","streamSid":"\#(streamSid)","mark":{"name":"\#(mark)"}}"#)
  }

  private func send(_ text: String) { socket?.send(text: ByteBuffer(string: text)) }
}
