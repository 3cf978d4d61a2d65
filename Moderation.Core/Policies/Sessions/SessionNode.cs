namespace Moderation.Core.Policies.Sessions;

/// <summary>A piece of a sheet's tests, with the place where it stands.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
internal abstract record SessionNode(int Line, int Column);

/// <summary>One value as it was written.</summary>
internal sealed record SessionText(string Value, int Line, int Column) : SessionNode(Line, Column);

/// <summary>A list.</summary>
internal sealed record SessionList(IReadOnlyList<SessionNode> Items, int Line, int Column) : SessionNode(Line, Column);

/// <summary>Fields with names, in the order written.</summary>
internal sealed record SessionMap(IReadOnlyList<SessionField> Fields, int Line, int Column) : SessionNode(Line, Column);

/// <summary>A named value; the place is that of the name.</summary>
internal sealed record SessionField(string Name, SessionNode Value, int Line, int Column);
