/// The caller's place in a queue, and where the call goes on when they leave it.
struct QueuePlace: Equatable, Sendable {
  let sid: String
  let since: Duration
  let action: TwiMLTarget?
  let wait: TwiMLTarget?
  /// The document that held `<Enqueue>`: what follows it, and its address.
  let verbs: ArraySlice<TwiMLVerb>
  let documentURL: String?
  /// When the wait document was asked for last.
  var askedAt: Duration
}
