import VoiceCore

extension Tables {
  static let spamRules = Table<SpamRule>(
    TableSchema("spam_rules", key: [.init("id", .id)]), key: { rule, _ in [.id(rule.id)] })

  /// At most one row.
  static let screeningRevisions = Table<ScreeningRevision>(
    TableSchema("screening_revisions", key: []), key: { _, _ in [] })

  static let allowedNumbers = Table<AllowedNumber>(
    TableSchema(
      "allow_list", key: [.init("number", .bytes)], columns: [.init("id", .id)],
      indexes: [.init("allow_list_by_id", on: ["id"])]),
    key: { [$1.allowed($0.number)] }, columns: { entry, _ in [.id(entry.id)] })

  /// A caller who was reported is never forgotten by age; the others are found by it.
  static let callerTracks = Table<CallerTrack>(
    TableSchema(
      "caller_tracks", key: [.init("number", .bytes)], columns: [.init("last_call", .integer)],
      indexes: [.init("caller_tracks_by_age", on: ["last_call"])]),
    key: { [$1.tracked($0.number)] },
    columns: { track, _ in [.integer(track.reports > 0 ? .max : track.lastCall?.microseconds ?? .max)] })

  static let spamReports = Table<SpamReport>(
    TableSchema("spam_reports", key: [.init("id", .id)]), key: { report, _ in [.id(report.id)] })

  static let spamReviews = Table<SpamReview>(
    TableSchema(
      "spam_reviews", key: [.init("call_id", .id)], columns: [.init("is_open", .integer)],
      indexes: [.init("spam_reviews_by_state", on: ["is_open"])]),
    key: { review, _ in [.id(review.call)] }, columns: { review, _ in [Tables.part(of: review.state)] })

  /// 1 while it is open.
  static func part(of state: SpamReview.State) -> Part { .integer(state == .open ? 1 : 0) }
}

extension RowCodec {
  func allowed(_ number: PhoneNumber) -> Part { blind(number.e164, "allow_list.number") }
  func tracked(_ number: PhoneNumber) -> Part { blind(number.e164, "caller_tracks.number") }
}
