import Foundation
import Properties
import PropertyTesting
import VoiceCore

/// Incidents as a file of Swift Testing: each the events that it takes, that they break the law, and that the code of today, to which
/// the same happens, keeps it. For a target with the rooms Properties and VoiceCore, such as PropertyTests.
struct IncidentTest {
  private let stories: [IncidentStory]

  init(_ stories: [IncidentStory]) { self.stories = stories }

  /// The file.
  var source: String {
    """
    import Properties
    import PropertyTesting
    import Testing
    import VoiceCore

    /// Events of a real call, as few and as plain as `voicecore-verify shrink` could make them.
    @Suite("Incident: \(stories.map { "property \($0.law.number)" }.joined(separator: ", "))")
    struct \(typeName) {
    \(stories.map(Self.test).joined(separator: "\n\n"))
    }

    """
  }

  private var typeName: String {
    let words = stories.flatMap { $0.law.title.split { !$0.isLetter } }
    return words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined() + "IncidentTests"
  }

  private static func test(_ story: IncidentStory) -> String {
    let entries = story.log.map {
      "      CallLogEntry(milliseconds: \($0.milliseconds), event: \(Rendering.text($0.event))),"
    }
    return """
        /// \(story.law.title): \(story.complaint.split(separator: "\n").joined(separator: " "))
        @Test func p\(story.law.number < 10 ? "0" : "")\(story.law.number)Incident() throws {
          let log: [CallLogEntry] = [
      \(entries.joined(separator: "\n"))
          ]
          #expect(throws: RequirementFailure.self) { try IncidentLaw.\(story.law.name).check(log) }
          // What the code of today makes of the same.
          try IncidentLaw.\(story.law.name).check(RetoldCall.log(of: log))
        }
      """
  }
}
