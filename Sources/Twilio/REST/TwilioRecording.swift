internal import FoundationEssentials
internal import NIOCore
internal import VoiceCore

/// A recording as the REST API tells of it. Source: Twilio, "Recordings resource".
struct TwilioRecording: Equatable, Sendable {
  let name: CarrierRecording
  let report: Recording.Report
  /// Whether it is what a caller said after a tone, and no recording of the call.
  let isMessage: Bool

  /// The recordings of an answer, in its order; none in any other document. One in a state that we don't know is left out.
  static func all(in body: ByteBuffer) -> [TwilioRecording] {
    let bytes = Data(body.readableBytesView)
    if let list = try? JSONDecoder().decode(List.self, from: bytes) { return list.recordings.compactMap(\.recording) }
    return (try? JSONDecoder().decode(Document.self, from: bytes))?.recording.map { [$0] } ?? []
  }

  private struct List: Decodable { let recordings: [Document] }

  private struct Document: Decodable {
    let sid: String
    let status: String
    /// Whole seconds; `null` or `-1` until it is complete.
    let duration: String?
    let source: String?

    var recording: TwilioRecording? {
      guard sid.hasPrefix("RE"), let name = CarrierRecording(sid), let report else { return nil }
      return TwilioRecording(name: name, report: report, isMessage: source == "RecordVerb")
    }

    private var report: Recording.Report? {
      switch status {
      case "in-progress", "processing", "stopped": return .running
      case "paused": return .paused
      case "completed":
        guard let seconds = duration.flatMap({ Int($0) }), seconds >= 0 else { return .running }
        return .complete(.seconds(seconds))
      case "absent", "failed", "deleted": return Recording.Report.none
      default: return nil
      }
    }
  }
}
