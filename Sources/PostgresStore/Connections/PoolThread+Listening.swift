import CLibPQ

extension PoolThread {
  func subscribe(_ stream: AsyncStream<Wake>.Continuation, _ subscriber: UInt64, to channel: String) {
    guard !isClosing else { return stream.finish() }
    let isKnown = subscribers[channel] != nil
    subscribers[channel, default: [:]][subscriber] = stream
    guard let listener, !listener.isOpening else { return }  // what is opening asks for all channels once it is open
    if case .listening = listener.duty {
      // An unknown channel must be asked for; of a known one the server says everything already.
      if isKnown { stream.yield(.listening) } else { ask(for: [channel], on: listener) }
    }
  }

  func unsubscribe(_ subscriber: UInt64, from channel: String) {
    subscribers[channel]?[subscriber] = nil
    if subscribers[channel]?.isEmpty == true { subscribers[channel] = nil }
    // The server may go on notifying until the connection retires; nobody is left to hear it.
    if subscribers.isEmpty, let listener { discard(listener) }
  }

  func subscribeAll(on connection: Connection) { ask(for: subscribers.keys.sorted(), on: connection) }

  private func ask(for channels: [String], on connection: Connection) {
    guard !channels.isEmpty else { return discard(connection) }
    connection.duty = .subscribing(channels)
    connection.deadline = now + settings.answerLimit
    setAlarm(connection.deadline)
    let statements = channels.map { Statement("LISTEN \(Self.quoted($0))") }
    guard connection.send(opening: statements, []) else {
      return lost(connection, settings.url.reason(connection.words))
    }
    flush(connection)
  }

  /// The server notifies us of these from now on; whoever subscribed meanwhile comes next.
  func subscribed(_ channels: [String], on connection: Connection, _ batch: Batch) {
    guard batch.failure == nil else { return discard(connection) }
    connection.duty = .listening
    connection.deadline = .never
    connection.channels.formUnion(channels)
    for channel in channels { tell(channel, .listening) }
    let missing = subscribers.keys.filter { !connection.channels.contains($0) }.sorted()
    if !missing.isEmpty { ask(for: missing, on: connection) }
  }

  func deliverNotifications(of connection: Connection) {
    while let notification = PQnotifies(connection.handle) {
      let channel = String(cString: notification.pointee.relname)
      let payload = String(cString: notification.pointee.extra)
      PQfreemem(notification)
      tell(channel, .notified(payload))
    }
  }

  private func tell(_ channel: String, _ wake: Wake) {
    for stream in (subscribers[channel] ?? [:]).values { stream.yield(wake) }
  }

  func endSubscriptions() {
    for stream in subscribers.values.flatMap(\.values) { stream.finish() }
    subscribers = [:]
  }

  private static func quoted(_ name: String) -> String { "\"\(name.replacing("\"", with: "\"\""))\"" }
}
