/// The version of the product, as `--version`, the OpenAPI document and the log tell it.
public let productVersion = "0.1.0"
