/// `<Enqueue>`: the caller alone in a queue of one, with its wait document over and over.
extension CarrierCall {
  mutating func enqueue(_ enqueue: TwiMLEnqueue, at now: Duration) throws(TwiMLRefusal) -> Next {
    note(.enqueued(queue: enqueue.queue), at: now)
    queue = QueuePlace(
      sid: CarrierID.random("QU"), since: now,
      action: try enqueue.action.map { target throws(TwiMLRefusal) in try resolve(target) },
      wait: try enqueue.wait.map { target throws(TwiMLRefusal) in try resolve(target) }, verbs: verbs,
      documentURL: documentURL, askedAt: now)
    return try askQueue(at: now)
  }

  mutating func askQueue(at now: Duration) throws(TwiMLRefusal) -> Next {
    guard let place = queue else { return try proceed(at: now) }
    queue?.askedAt = now
    guard let wait = place.wait else { return hold(.prompt, nil) }
    let waited = "\(Int((now - place.since).components.seconds))"
    return request(
      .queueWait, wait,
      [
        FormField("QueueSid", place.sid), FormField("QueuePosition", "1"), FormField("QueueTime", waited),
        FormField("AvgQueueTime", waited), FormField("CurrentQueueSize", "1"), FormField("MaxQueueSize", "1000"),
      ])
  }

  /// The wait document ran out.
  mutating func waitAgain(at now: Duration) throws(TwiMLRefusal) -> Next {
    guard let place = queue, now - place.askedAt < Self.waitPause else { return try askQueue(at: now) }
    awaiting = .queuePause
    return Next(step: .hold(Hold(sound: .prompt, duration: Self.waitPause)))
  }

  mutating func leaveQueue(_ result: String, at now: Duration) throws(TwiMLRefusal) -> Next {
    guard let place = queue else { return try proceed(at: now) }
    queue = nil
    verbs = place.verbs
    documentURL = place.documentURL
    guard let action = place.action else { return try proceed(at: now) }
    return request(.enqueueAction, action, queueFields(place, result, at: now))
  }

  /// What is told when the call leaves the queue for good.
  mutating func queueNotices(_ result: String, at now: Duration) -> [Webhook] {
    guard let place = queue else { return [] }
    queue = nil
    guard let action = place.action else { return [] }
    return [Webhook(.enqueueAction, action, fields(queueFields(place, result, at: now)))]
  }

  private func queueFields(_ place: QueuePlace, _ result: String, at now: Duration) -> [FormField] {
    [
      FormField("QueueResult", result), FormField("QueueSid", place.sid),
      FormField("QueueTime", "\(Int((now - place.since).components.seconds))"),
    ]
  }
}
