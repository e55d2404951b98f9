package import VoiceCore

/// Rings somebody and joins them with the caller. Where no `callerId` is said the caller's own number goes along.
package struct Dial: Equatable, Sendable {
  /// The most parties that ring at once. Source: Twilio `<Dial>`.
  package static let maximumParties = 10

  /// Who rings.
  package enum Target: Equatable, Sendable {
    /// All at once; the first to answer gets the call.
    case parties([Party])
    /// The caller at the front of a queue.
    case queue(QueueName, url: String? = nil)
    /// The room of this name, which is made for whoever is the first in it.
    case conference(String, RoomManner)
  }

  /// What becomes of a room when somebody leaves it.
  package enum RoomManner: Sendable { case goesOnWithout, endsWith }

  /// Whether and how the call is recorded, both parties on their own channel.
  package struct Recording: Equatable, Sendable {
    let callback: String

    /// From the answer on; `callback` hears when it is ready or that there is none.
    package init(callback: String) { self.callback = callback }
  }

  let target: Target
  let action: String?
  let timeoutSeconds: Int?
  let answersOnBridge: Bool
  let recording: Recording?
  let callerID: PhoneNumber?

  /// `action` is asked when the ringing or the talk is over. `answersOnBridge` keeps an unanswered caller ringing until then.
  /// - Parameter callerID: `From` or `To` of the request that this answers, or a number of the account; other ones the carrier
  ///   refuses.
  package init(
    _ target: Target, action: String? = nil, timeoutSeconds: Int? = nil, answersOnBridge: Bool = false,
    recording: Recording? = nil, callerID: PhoneNumber? = nil
  ) throws(TwiMLError) {
    self.callerID = callerID
    if case .parties(let parties) = target, !(1...Self.maximumParties).contains(parties.count) { throw .partyCount }
    self.target = target
    self.action = action
    self.timeoutSeconds = timeoutSeconds
    self.answersOnBridge = answersOnBridge
    self.recording = recording
  }

  var element: XMLElement {
    XMLElement(
      "Dial",
      [
        ("action", action), ("timeout", timeoutSeconds.map(String.init)),
        ("callerId", callerID?.e164), ("answerOnBridge", answersOnBridge ? "true" : nil),
        ("record", recording == nil ? nil : "record-from-answer-dual"),
        ("recordingStatusCallback", recording?.callback),
        ("recordingStatusCallbackEvent", recording == nil ? nil : "completed absent"),
      ], nouns.map { .element($0) })
  }

  private var nouns: [XMLElement] {
    switch target {
    case .parties(let parties): parties.map(\.element)
    case .queue(let name, let url): [XMLElement("Queue", [("url", url)], [.text(name.text)])]
    case .conference(let name, let manner):
      [XMLElement("Conference", [("endConferenceOnExit", manner == .endsWith ? "true" : nil)], [.text(name)])]
    }
  }
}
