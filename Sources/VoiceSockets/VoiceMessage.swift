internal import Foundation
internal import MediaBridge
internal import NIOCore
internal import VoiceCore
internal import Web

/// The text messages of a voice socket, one JSON object each.
package enum VoiceMessage {
  /// The first one: how the session is resumed after a cut, where, if that isn't where the client came, and how audio goes.
  static func session(
    of session: VoiceSession.Identity, _ format: VoiceFormat, resumableFor time: TimeAmount, at url: String? = nil
  ) -> String {
    object(
      [
        ("type", text("session")), ("call_id", text(session.place.call.description)),
        ("user_id", text(session.user.description)), ("resume_token", text(session.token)),
        ("resume_seconds", "\(time.nanoseconds / 1_000_000_000)"), ("format", text(format.encoding.rawValue)),
        ("sample_rate_hz", "\(format.encoding.sampleRateHz)"), ("frame_ms", "\(format.piece.rawValue)"),
      ] + (url.map { [("socket_url", text($0))] } ?? []))
  }

  /// Who speaks with the caller, as `user` sees it.
  static func floor(_ holder: FloorHolder, for user: String) -> String {
    switch holder {
    case .receptionist: object([("type", text("floor")), ("holder", text("receptionist")), ("user_id", "null")])
    case .person(let name):
      object([("type", text("floor")), ("holder", text(name == user ? "you" : "other")), ("user_id", text(name))])
    }
  }

  /// What was sent and not played yet is to be dropped.
  static let clear = object([("type", text("clear"))])

  /// A caller was to be put through to a person, who answers at this number only.
  static func transferUnavailable(_ reason: TransferReason, telephone: PhoneNumber) -> String {
    object([
      ("type", text("transfer_unavailable")), ("reason", text(reason.rawValue)), ("telephone", text(telephone.e164)),
    ])
  }

  /// Another node has the call: the same socket is to be opened there.
  static func moved(to url: String) -> String { object([("type", text("moved")), ("socket_url", text(url))]) }

  static func error(_ code: String, _ detail: String) -> String {
    object([("type", text("error")), ("code", text(code)), ("detail", text(detail))])
  }

  /// What a client wants; `nil` for what is none of ours.
  static func wish(in message: ByteBuffer) -> VoiceWish? {
    struct Message: Decodable {
      let type: String
      let key: String?
    }
    guard message.readableBytes <= VoiceLimits.maximumTextBytes,
      let read = try? JSONDecoder().decode(Message.self, from: Data(message.readableBytesView))
    else { return nil }
    return switch read.type {
    case "take_over": .floor(.takeOver)
    case "hand_back": .floor(.handBack)
    case "key": read.key.flatMap(key)
    default: nil
    }
  }

  private static func key(_ text: String) -> VoiceWish? {
    guard text.count == 1, let key = text.first, "0123456789*#".contains(key) else { return nil }
    return .key(key)
  }

  private static func text(_ text: String) -> String { JSONText.string(text) }

  private static func object(_ members: [(String, String)]) -> String {
    "{" + members.map { "\(text($0.0)):\($0.1)" }.joined(separator: ",") + "}"
  }
}
