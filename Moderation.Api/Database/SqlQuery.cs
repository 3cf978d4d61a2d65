namespace Moderation.Api.Database;

/// <summary>A statement that returns rows. Names its row type so that a test can compare the two; Dapper will not tell what it did not fill.</summary>
/// <param name="Text">SQL with <c>@name</c> parameters and every column listed.</param>
internal sealed record SqlQuery<TRow>(string Text);

/// <summary>A statement that returns no rows.</summary>
/// <param name="Text">SQL with <c>@name</c> parameters.</param>
internal sealed record SqlStatement(string Text);
