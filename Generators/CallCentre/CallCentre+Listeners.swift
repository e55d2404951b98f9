import PropertyTesting
import VoiceCore

/// Somebody of a tenant who hears of its events at the node, and comes back whenever that has crashed.
struct WorldListener {
  /// What the node holds for them; `nil` while they aren't connected.
  var room: EventRoom?
  /// In which of the node's processes that is.
  var life = 0
  /// The last event that they know, and how many there were up to it.
  var last: EventID?
  var heard = 0
  /// What the log has told, read beside the node.
  var told = 0
  var lastTold: EventID?

  mutating func note(_ news: [LoggedFact]) {
    for fact in news where fact.recorded.fact.eventName != nil {
      told += 1
      lastTold = fact.id
    }
  }

  /// Property 17: each event is the next, and names the one before it.
  mutating func hear(_ messages: [EventStream.Message]) throws {
    for message in messages {
      switch message {
      case .sync(_, let known):
        try require(
          last == nil || told - heard > EventStream.maximumMissed,
          "property 17: who has missed little is told the rest")
        (last, heard) = (known, told)
      case .event(let event, let previous):
        try requireEqual(previous, last, "property 17: each event names the one before it")
        last = event.id
        heard += 1
      }
    }
  }
}

extension CallCentre {
  private static let seat = 1

  /// The node tells what the log has grown by. While it is down, or has lost the store, nobody is told; then all is made good.
  func tellListener(of tenant: Int) async throws {
    var listener = listeners[tenant]
    defer { listeners[tenant] = listener }
    if listener.life != life { listener.room = nil }
    guard !isDown, !store.isAway else { return }
    let id = tenants[tenant]
    if listener.room == nil {
      let stream = try await JoinEvents(store: store, time: time)(
        JoinEvents.Wish(after: listener.last), by: .user(Identifier(0xE17), .tenantAdmin, of: id), of: id,
        near: logPlaces[tenant])
      guard let stream else { return try require(false, "property 17: an administrator may hear of events") }
      var room = EventRoom(at: stream.place)
      try require(room.admit(stream, as: Self.seat), "property 17: the first of a room is let in")
      (listener.room, listener.life) = (room, life)
    }
    let follow = FollowEvents(store: store)
    while var room = listener.room {
      guard let turn = try await follow(room.next(looksAgain: false), of: id) else {
        return try require(false, "property 17: nothing is forgotten in a day")
      }
      _ = room.go(on: turn)
      if let taken = room.take(.max, of: Self.seat) {
        try require(!taken.isCutOff, "property 17: who reads isn't cut off")
        try listener.hear(taken.messages)
      }
      listener.room = room
      guard turn.hasMore else { break }
    }
    try requireEqual(listener.heard, listener.told, "property 17: every event is told once")
    // Who was told how things stand may know no event.
    if let last = listener.last { try requireEqual(last, listener.lastTold, "property 17: and the last one last") }
  }
}
