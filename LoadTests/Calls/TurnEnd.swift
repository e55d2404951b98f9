import Foundation

/// How long an AI's sessions wait in silence before they take the caller's turn as ended, as they were really set.
public enum TurnEnd {
  /// Each different time from the end of speech to the answer, in ascending order; none when a session's can't be read.
  /// - Parameter configurations: of the sessions, as JSON; empty ones are of sessions that never were told any.
  /// - Parameter thinking: milliseconds that the AI takes after that.
  public static func delays(thinking: Int, configurations: [String]) -> [Int] {
    let told = configurations.filter { !$0.isEmpty }
    let read = told.compactMap(silenceMilliseconds)
    return read.count == told.count ? Set(read).sorted().map { $0 + thinking } : []
  }

  /// `nil` when the session judges otherwise than by silence. Source: OpenAI Realtime, `turn_detection`.
  private static func silenceMilliseconds(_ configuration: String) -> Int? {
    let session = try? JSONDecoder().decode(Session.self, from: Data(configuration.utf8))
    guard let detection = session?.audio.input.turnDetection, detection.type == "server_vad" else { return nil }
    return detection.silenceDurationMs
  }

  private struct Session: Decodable {
    struct Audio: Decodable { let input: Input }
    struct Input: Decodable {
      let turnDetection: Detection?
      enum CodingKeys: String, CodingKey { case turnDetection = "turn_detection" }
    }
    struct Detection: Decodable {
      let type: String
      let silenceDurationMs: Int?
      enum CodingKeys: String, CodingKey {
        case type
        case silenceDurationMs = "silence_duration_ms"
      }
    }
    let audio: Audio
  }
}
