import VoiceCore

/// Which save of an entity is its last in a unit of work.
struct LastSaves: Sendable {
  /// Where the tenant was saved last.
  private(set) var tenant: Int?
  /// Where each user was saved last.
  private(set) var users: [User.ID: Int] = [:]
  /// Each call as it was saved last.
  private(set) var calls: [Call.ID: Call] = [:]

  init(of changes: [Change]) {
    for (index, change) in changes.enumerated() {
      switch change {
      case .tenant: tenant = index
      case .user(let user): users[user.id] = index
      case .call(let call, _, _, _): calls[call.id] = call
      default: break
      }
    }
  }

  /// Frees the keys of those that are saved together, so that they may swap them. One alone has nobody to swap with.
  func releases(of tenant: String) -> [Write] {
    var writes: [Write] = []
    if users.count > 1 {
      for id in users.keys.sorted() {
        writes.append(Write("UPDATE users SET email = NULL WHERE tenant_id = ? AND id = ?", [tenant, id.description]))
      }
    }
    if calls.count > 1 {
      for id in calls.keys.sorted() {
        writes.append(
          Write("UPDATE calls SET carrier_id = NULL WHERE tenant_id = ? AND id = ?", [tenant, id.description]))
      }
    }
    return writes
  }
}
