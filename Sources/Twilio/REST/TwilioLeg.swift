internal import FoundationEssentials
internal import NIOCore
internal import VoiceCore

/// A call leg as the REST API tells of it. Source: Twilio, "Call resource".
struct TwilioLeg: Equatable, Sendable {
  let name: CarrierCallID
  /// `nil` where the carrier doesn't say.
  let createdAt: Timestamp?

  /// The legs of an answer, the newest first as the carrier lists them; one when it is a call.
  static func all(in body: ByteBuffer) -> [TwilioLeg] {
    let bytes = Data(body.readableBytesView)
    if let list = try? JSONDecoder().decode(List.self, from: bytes) { return list.calls.compactMap(\.leg) }
    return (try? JSONDecoder().decode(Document.self, from: bytes))?.leg.map { [$0] } ?? []
  }

  private struct List: Decodable { let calls: [Document] }

  private struct Document: Decodable {
    let sid: String
    let dateCreated: String?

    private enum CodingKeys: String, CodingKey {
      case sid
      case dateCreated = "date_created"
    }

    var leg: TwilioLeg? {
      guard sid.hasPrefix("CA"), let name = CarrierCallID(sid) else { return nil }
      return TwilioLeg(name: name, createdAt: dateCreated.flatMap(TwilioLeg.moment))
    }
  }

  /// Reads `Tue, 06 Jan 2026 10:00:00 +0000` (RFC 2822), as the carrier writes it: always in UTC.
  static func moment(_ text: String) -> Timestamp? {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let words = text.split(separator: " ")
    guard words.count == 6, words[5] == "+0000", let day = Int(words[1]),
      let month = months.firstIndex(of: String(words[2])), let year = Int(words[3]),
      let date = CivilDate(year: year, month: month + 1, day: day)
    else { return nil }
    let clock = words[4].split(separator: ":").compactMap { Int($0) }
    guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]), (0...60).contains(clock[2]) else {
      return nil
    }
    let seconds = date.dayNumber * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2]
    return Timestamp(microseconds: Int64(seconds) * 1_000_000)
  }
}
