namespace Moderation.Api.Policies;

/// <summary>Runs a sheet's tests with the decider itself.</summary>
internal sealed class SessionSheetTester : ISheetTester
{
    public SheetTestResponse Test(string yaml) => throw new NotImplementedException();
}
