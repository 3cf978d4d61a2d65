namespace Moderation.Api.Access;

internal static partial class Log
{
    [LoggerMessage(EventId = 11000, Level = LogLevel.Warning, Message = "Access:Development is on: whoever reaches this loopback address without credentials may do everything, as developer. Never use it where others can reach it")]
    public static partial void DevelopmentIsOn(this ILogger logger);

    [LoggerMessage(EventId = 11001, Level = LogLevel.Warning, Message = "Keys and sessions cannot be read: {Reason}. Those that are known here stay good, new ones are not known")]
    public static partial void CallersNotRead(this ILogger logger, string reason);

    [LoggerMessage(EventId = 11002, Level = LogLevel.Information, Message = "Keys and sessions are read again")]
    public static partial void CallersReadAgain(this ILogger logger);

    [LoggerMessage(EventId = 11003, Level = LogLevel.Information, Message = "Key {KeyId} was made, good until {ExpiresAt}")]
    public static partial void KeyMade(this ILogger logger, string keyId, DateTimeOffset expiresAt);

    [LoggerMessage(EventId = 11004, Level = LogLevel.Information, Message = "Key {KeyId} was revoked")]
    public static partial void KeyRevoked(this ILogger logger, string keyId);

    [LoggerMessage(EventId = 11005, Level = LogLevel.Information, Message = "Account {AccountId} was changed: {Kind}")]
    public static partial void AccountChanged(this ILogger logger, string accountId, AccessEventKind kind);

    [LoggerMessage(EventId = 11006, Level = LogLevel.Information, Message = "Account {AccountId} signed in")]
    public static partial void SignedIn(this ILogger logger, string accountId);

    [LoggerMessage(EventId = 11008, Level = LogLevel.Warning, Message = "What came back from the provider is not believed: {Reason}")]
    public static partial void ProviderNotBelieved(this ILogger logger, string reason);

    [LoggerMessage(EventId = 11007, Level = LogLevel.Warning, Message = "Account {AccountId} is locked until {Until} after too many wrong attempts")]
    public static partial void AccountLocked(this ILogger logger, string accountId, DateTimeOffset until);
}
