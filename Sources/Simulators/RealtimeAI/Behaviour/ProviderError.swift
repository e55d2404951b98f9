/// The error codes that a client must tell apart.
public enum ProviderError: String, Equatable, Sendable, CaseIterable {
  case rateLimitExceeded = "rate_limit_exceeded"
  case serverError = "server_error"
  case invalidAPIKey = "invalid_api_key"
  case insufficientQuota = "insufficient_quota"
  case accountDeactivated = "account_deactivated"
  case billingHardLimitReached = "billing_hard_limit_reached"
  case modelNotFound = "model_not_found"
  case sessionExpired = "session_expired"

  /// The error's `type`.
  var type: String {
    switch self {
    case .rateLimitExceeded: "rate_limit_error"
    case .serverError: "server_error"
    case .insufficientQuota, .billingHardLimitReached: "insufficient_quota"
    case .invalidAPIKey, .accountDeactivated, .modelNotFound, .sessionExpired: "invalid_request_error"
    }
  }

  var message: String {
    switch self {
    case .rateLimitExceeded: "Rate limit reached for requests. Please try again in 1s."
    case .serverError: "The server had an error while processing your request. Sorry about that!"
    case .invalidAPIKey: "Incorrect API key provided."
    case .insufficientQuota: "You exceeded your current quota, please check your plan and billing details."
    case .accountDeactivated: "The OpenAI account associated with this API key has been deactivated."
    case .billingHardLimitReached: "Billing hard limit has been reached."
    case .modelNotFound: "The model does not exist or you do not have access to it."
    case .sessionExpired: "Your session hit the maximum duration of 60 minutes."
    }
  }
}
