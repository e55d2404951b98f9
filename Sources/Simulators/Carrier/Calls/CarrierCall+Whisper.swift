/// The document of whoever picks up a dialled leg, before they have the caller.
extension CarrierCall {
  /// Follows it verb by verb: one that ends joins the two, `<Hangup>` doesn't. Waiting takes no time.
  mutating func asked(
    _ ringing: Ringing, by webhook: Webhook, _ answer: WebhookAnswer, at now: Duration
  ) throws(TwiMLRefusal) -> Next {
    guard let winner = ringing.winner else { throw .document("nobody picked up") }
    let leg = ringing.legs[winner.index]
    let document: TwiMLDocument
    do throws(TwiMLRefusal) {
      document = try answer.document()
    } catch {
      note(webhook, answer, verbs: [])
      throw error
    }
    note(webhook, answer, verbs: document.verbs.map(\.name))
    for verb in document.verbs {
      switch verb {
      case .say(let text, _): note(.whispered(text), at: now)
      case .play, .pause: break
      case .gather(let gather):
        for case .say(let text, _) in gather.prompts { note(.whispered(text), at: now) }
        let keys = gather.takesKeys ? String(leg.callee.keys.prefix(gather.digitCount ?? .max)) : ""
        guard !keys.isEmpty || gather.asksOnEmptyResult else { continue }
        let target = gather.action ?? TwiMLTarget(url: webhook.url)
        guard let url = CarrierURL.resolve(target.url, against: webhook.url), CarrierURL.isRequestable(url) else {
          throw .url("\(target.url) is no address that can be requested")
        }
        let next = Webhook(
          .whisper, TwiMLTarget(url: url, method: target.method),
          fields(of: leg, status: "in-progress") + [FormField("Digits", keys)])
        awaiting = .asking(ringing, next)
        return Next(step: .request(next))
      case .hangup: return try declined(ringing, at: now)
      default: throw .schema("<\(verb.name)> may not stand in the document of a dialled leg")
      }
    }
    return bridge(ringing, winner.talks, at: now)
  }
}
