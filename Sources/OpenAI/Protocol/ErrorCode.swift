/// What went wrong at the provider, from a fixed list, so that it is safe to log.
package enum ErrorCode: String, Sendable, CaseIterable {
  case invalidKey = "invalid_api_key"
  case quota = "insufficient_quota"
  case deactivated = "account_deactivated"
  case billing = "billing_hard_limit_reached"
  case noModel = "model_not_found"
  case betaShape = "beta_api_shape_disabled"
  case rateLimit = "rate_limit_exceeded"
  case server = "server_error"
  case expired = "session_expired"
  case notActive = "response_cancel_not_active"
  case alreadyActive = "conversation_already_has_active_response"
  case emptyCommit = "input_audio_buffer_commit_empty"
  case invalidRequest = "invalid_request_error"
  case other

  /// A code, or the type where there is no code that we know.
  init(code: String?, type: String?) {
    self = code.flatMap(Self.init(rawValue:)) ?? type.flatMap(Self.init(rawValue:)) ?? .other
  }

  /// Whether trying again is pointless: somebody must look after the account or the settings.
  var isFatal: Bool {
    switch self {
    case .invalidKey, .quota, .deactivated, .billing, .noModel, .betaShape: true
    default: false
    }
  }

  /// Whether nothing needs to be done about it.
  var isBenign: Bool {
    switch self {
    case .notActive, .emptyCommit: true
    default: false
    }
  }
}
