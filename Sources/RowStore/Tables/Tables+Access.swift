import VoiceCore

extension Tables {
  static let users = Table<User>(
    TableSchema(
      "users", key: [.init("id", .id)], columns: [.init("email", .bytes), .init("role", .bytes)],
      indexes: [
        .init("users_by_email", on: ["email"], unique: .inTenant(.email)), .init("users_by_role", on: ["role"]),
      ]),
    key: { user, _ in [.id(user.id)] }, columns: { [$1.email($0.email), $1.role($0.role)] })

  /// By the common half of their tokens, which no renewal changes. They have no parent: whoever removes a user ends the
  /// user's sessions in the same commit.
  static let sessions = Table<Session>(
    TableSchema(
      "sessions", key: [.init("family", .bytes)],
      columns: [.init("user_id", .id), .init("renewed_at", .integer), .init("id", .id)],
      indexes: [
        .init("sessions_by_family", on: ["family"], unique: .inDeployment(.refreshToken)),
        .init("sessions_by_user", on: ["user_id", "renewed_at", "id"]),
      ]),
    key: { [$1.digest($0.family)] },
    columns: { session, _ in [.id(session.user), .integer(session.renewedAt.microseconds), .id(session.id)] })

  static let apiKeys = Table<APIKey>(
    TableSchema(
      "api_keys", key: [.init("id", .id)], columns: [.init("digest", .bytes)],
      indexes: [.init("api_keys_by_digest", on: ["digest"], unique: .inDeployment(.apiKey))]),
    key: { key, _ in [.id(key.id)] }, columns: { [$1.digest($0.digest)] })

  /// Not only of tenants: unknown domains have their places under `Tenant.nobody`.
  static let signInGuards = Table<KeptSignInGuard>(
    TableSchema("sign_in_guards", key: [.init("slot", .bytes)]), key: { [$1.slot($0.slot)] })

  /// Not only of tenants: what is about the tenants themselves has its places under `Tenant.ID.platform`.
  static let keptAnswers = Table<KeptAnswer>(
    TableSchema(
      "kept_answers", key: [.init("place", .bytes)], columns: [.init("since", .integer)],
      indexes: [.init("kept_answers_by_age", on: ["since"])]),
    key: { [$1.digest($0.place)] }, columns: { answer, _ in [.integer(answer.since.microseconds)] })

  /// Like sessions they have no parent: whoever removes a user takes them out in the same commit.
  static let memberships = Table<Membership>(
    TableSchema(
      "memberships", key: [.init("user_id", .id), .init("department_id", .id)],
      indexes: [.init("memberships_by_department", on: ["department_id"])]),
    key: { membership, _ in [.id(membership.user), .id(membership.department)] })

  static let streamGrants = Table<StreamGrant>(
    TableSchema(
      "stream_grants", key: [.init("digest", .bytes)], columns: [.init("call_id", .id)],
      indexes: [
        .init("stream_grants_by_digest", on: ["digest"], unique: .inDeployment(.streamToken)),
        .init("stream_grants_by_call", on: ["call_id"]),
      ]),
    key: { [$1.digest($0.digest)] }, columns: { grant, _ in [.id(grant.call)] })
}

/// A guard and where it stands.
struct KeptSignInGuard: Sendable, Codable {
  let slot: SignInSlot
  let state: SignInGuard
}

extension RowCodec {
  func email(_ email: EmailAddress) -> Part { blind(email.text, "users.email") }
  func digest(_ digest: TokenDigest) -> Part { platform.digest(digest) }
  func role(_ role: Role) -> Part { blind(role.rawValue, "users.role") }
  func slot(_ slot: SignInSlot) -> Part { blind(slot.text, "sign_in_guards.slot") }
}

extension PlatformCodec {
  func digest(_ digest: TokenDigest) -> Part { blind(digest.hex, "tokens.digest") }
}
