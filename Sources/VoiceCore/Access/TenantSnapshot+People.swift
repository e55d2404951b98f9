extension TenantSnapshot {
  /// Users that are seen, by id, in few questions however many they are: each question is a round trip where the store is
  /// behind a network.
  func users(seenBy sight: Sight?, after cursor: User.ID?, limit: Int) async throws(StoreFailure) -> [User] {
    switch sight {
    case .everything: return try await users(after: cursor, limit: limit)
    case .departments(let seen):
      return try await users(try await members(ofAll: seen), after: cursor, limit: limit)
    case .own(let own):
      guard cursor.map({ $0 < own }) ?? true, let user = try await user(own) else { return [] }
      return [user]
    case nil: return []
    }
  }

  /// Users with the departments of each.
  func withDepartments(_ users: [User]) async throws(StoreFailure) -> [SeenUser] {
    guard let first = users.first?.id, let last = users.last?.id else { return [] }
    var departments: [User.ID: [Department.ID]] = [:]
    if first == last {
      departments[first] = try await self.departments(of: first)
    } else {
      var place = first.bits == 0 ? nil : Membership(of: Identifier(first.bits - 1), in: Identifier(.max))
      while true {
        let stretch = try await memberships(after: place, limit: PeoplePaging.memberships)
        for membership in stretch { departments[membership.user, default: []].append(membership.department) }
        place = stretch.last
        guard stretch.count == PeoplePaging.memberships, let place, place.user <= last else { break }
      }
    }
    return users.map { SeenUser($0, in: departments[$0.id] ?? []) }
  }

  private func members(ofAll departments: Set<Department.ID>) async throws(StoreFailure) -> Set<User.ID> {
    var members: Set<User.ID> = []
    guard departments.count > PeoplePaging.fewDepartments else {
      for department in departments.sorted() { members.formUnion(try await self.members(of: department)) }
      return members
    }
    var place: Membership?
    while true {
      let stretch = try await memberships(after: place, limit: PeoplePaging.memberships)
      for membership in stretch where departments.contains(membership.department) { members.insert(membership.user) }
      guard stretch.count == PeoplePaging.memberships else { return members }
      place = stretch.last
    }
  }

  /// Those of the users who are wanted. Reads stretches of the list that begin with one who is wanted, so that there is no
  /// question without an answer, and none for each.
  private func users(
    _ wanted: Set<User.ID>, after cursor: User.ID?, limit: Int
  ) async throws(StoreFailure) -> [User] {
    var left = wanted.sorted().drop { id in cursor.map { id <= $0 } ?? false }
    var found: [User] = []
    while let next = left.first, found.count < limit {
      let size = max(limit - found.count, PeoplePaging.smallestStretch)
      let stretch = try await users(after: next.bits == 0 ? nil : Identifier(next.bits - 1), limit: size)
      found += stretch.filter { wanted.contains($0.id) }
      guard stretch.count == size, let last = stretch.last?.id else { break }
      left = left.drop { $0 <= last }
    }
    return Array(found.prefix(limit))
  }
}

/// How people are read in few questions.
enum PeoplePaging {
  /// Memberships in one question.
  static let memberships = 1000
  /// Up to so many departments are asked for one by one; of more, everybody's memberships are read.
  static let fewDepartments = 4
  /// Users in one question at least.
  static let smallestStretch = 64
}
