/// One call on the carrier's side: asks the server, follows its TwiML verb by verb, posts what it must.
/// Sans-I/O: an outcome and a time in, the next step out. Times are the call's.
package struct CarrierCall: Sendable {
  /// Most documents in one call: a circle of redirects ends.
  package static let maximumDocuments = 1000
  /// Before a wait document that takes no time is asked for again.
  static let waitPause = Duration.seconds(1)

  /// What an outcome is about.
  enum Awaiting: Equatable {
    case nothing
    case pickingUp(OutgoingRing)
    case document(Webhook)
    case passing
    case gathering(TwiMLGather)
    case recording(TwiMLRecord)
    case streaming(TwiMLStream, action: TwiMLTarget?, streamSid: String)
    case ringing(Ringing)
    /// Whoever picked up has a document of their own first.
    case asking(Ringing, Webhook)
    case bridged(Ringing)
    case conferring(RoomPlace)
    case queuePause
  }

  let identity: CallIdentity
  let plan: CallPlan
  package internal(set) var timeline: [TimelineEntry] = []
  var awaiting = Awaiting.nothing
  var verbs: ArraySlice<TwiMLVerb> = []
  /// Whether the verb at hand is the document's first.
  var isFirstVerb = true
  /// The current document's address; `nil` for one that came by REST as text.
  var documentURL: String?
  var documents = 0
  var queue: QueuePlace?
  var isAnswered = false
  var answeredAt = Duration.zero
  var hasPostedStatus = false
  /// What callers said after tones, until it is kept.
  var messages: [RecordingDirectory.Message] = []
  /// Dialled legs that go their own way, until they do.
  var departures: [Departure] = []
  var ending: CallEnding?

  package init(_ identity: CallIdentity, plan: CallPlan) {
    self.identity = identity
    self.plan = plan
  }

  /// The call rings: what to do first.
  package mutating func begin() -> Next {
    if let outgoing = plan.outgoing { return ring(outgoing) }
    guard plan.isUp else { return request(.incoming, plan.incoming, []) }
    answer(at: .zero)
    return request(.redirect, plan.incoming, [])
  }

  /// What follows from an outcome. Total: what does not fit ends the call as an error of ours.
  package mutating func next(after outcome: Outcome, at now: Duration) -> Next {
    guard ending == nil else { return Next(step: .ended(ending ?? .serverHungUp)) }
    let awaited = awaiting
    awaiting = .nothing
    do throws(TwiMLRefusal) {
      switch (awaited, outcome) {
      case (_, .interrupted(let interrupt)): return try breakIn(interrupt, during: awaited, at: now)
      case (_, .callerHungUp(let recorded)): return hungUp(during: awaited, recorded: recorded, at: now)
      case (.pickingUp(let ring), .elapsed): return rang(ring, at: now)
      case (.document(let webhook), .answered(let answer)): return try follow(answer, to: webhook, at: now)
      case (.gathering(let gather), .gathered(let digits, let key, let speech)):
        return try gathered(digits: digits, key: key, speech: speech, by: gather, at: now)
      case (.recording(let record), .recorded(let duration, let key)):
        return try recorded(duration, key: key, by: record, at: now)
      case (.streaming(let stream, let action, let sid), .streamEnded(let cause)):
        return try streamEnded(cause, of: stream, action: action, streamSid: sid, at: now)
      case (.streaming(let stream, let action, let sid), .streamRefused(let reason)):
        return try streamRefused(reason, of: stream, action: action, streamSid: sid, at: now)
      case (.ringing(let ringing), .elapsed): return try rang(ringing, at: now)
      case (.asking(let ringing, let webhook), .answered(let answer)):
        return try asked(ringing, by: webhook, answer, at: now)
      case (.bridged(let ringing), .elapsed): return try calleeHungUp(ringing, at: now)
      case (.conferring(let place), .roomEnded): return try leftRoom(place, at: now)
      case (.queuePause, .elapsed): return try askQueue(at: now)
      case (.passing, .elapsed): return try proceed(at: now)
      default: throw .document("the simulator lost its place in the call")
      }
    } catch {
      return fail(error, at: now)
    }
  }

  /// Notes what happened elsewhere in the call.
  package mutating func note(_ entries: [TimelineEntry]) {
    timeline += entries
  }

  mutating func note(_ event: TimelineEntry.Event, at now: Duration) {
    timeline.append(TimelineEntry(at: now, event))
  }

  /// A notice's answer: only noted.
  package mutating func notified(_ webhook: Webhook, _ answer: WebhookAnswer) {
    note(webhook, answer, verbs: [])
  }

  func note(_ webhook: Webhook, _ answer: WebhookAnswer) -> WebhookExchange {
    WebhookExchange(
      purpose: webhook.purpose, path: CarrierURL.path(of: webhook.url), fields: webhook.fields, status: answer.status,
      took: answer.took)
  }

  mutating func note(_ webhook: Webhook, _ answer: WebhookAnswer, verbs: [String]) {
    var exchange = note(webhook, answer)
    exchange.verbs = verbs
    note(.webhook(exchange), at: answer.sentAt)
  }
}
