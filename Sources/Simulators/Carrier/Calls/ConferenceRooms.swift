internal import Synchronization

/// The conferences of the account: who is in which room. A room is there as long as somebody is in it.
final class ConferenceRooms: Sendable {
  private struct Member {
    let sid: String
    let line: CallLine
  }

  private let rooms = Mutex<[String: [Member]]>([:])

  func enter(_ room: String, _ sid: String, on line: CallLine) {
    rooms.withLock { $0[room, default: []].append(Member(sid: sid, line: line)) }
  }

  /// - Parameter isEnd: the others are out of it, too.
  func leave(_ room: String, _ sid: String, isEnd: Bool) {
    let others = rooms.withLock { rooms in
      let others = (rooms[room] ?? []).filter { $0.sid != sid }
      rooms[room] = isEnd || others.isEmpty ? nil : others
      return isEnd ? others : []
    }
    for other in others { other.line.interrupt(.roomEnded) }
  }

  /// How many are in each room.
  var counts: [String: Int] { rooms.withLock { $0.mapValues(\.count) } }
}
