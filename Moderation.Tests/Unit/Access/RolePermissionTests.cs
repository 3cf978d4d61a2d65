using Moderation.Core.Access;

namespace Moderation.Tests.Unit.Access;

public sealed class RolePermissionTests
{
    [Fact]
    public void Every_permission_is_held_by_a_role_and_no_role_holds_all()
    {
        var held = RolePermissions.Of(Enum.GetValues<Role>());

        Assert.Empty(Enum.GetValues<Permission>().Except(held));
        Assert.All(Enum.GetValues<Role>(), role => Assert.NotEmpty(Enum.GetValues<Permission>().Except(RolePermissions.Of(role))));
        Assert.Empty(RolePermissions.Of([]));
    }

    /// <summary>What must not come together by a slip in the table.</summary>
    [Theory]
    [InlineData(Role.Admin, Permission.ReadEvidence)]
    [InlineData(Role.Admin, Permission.DecideCases)]
    [InlineData(Role.Admin, Permission.ApprovePolicies)]
    [InlineData(Role.PolicyAuthor, Permission.ApprovePolicies)]
    [InlineData(Role.PolicyApprover, Permission.WritePolicies)]
    [InlineData(Role.Reviewer, Permission.ChildSafety)]
    [InlineData(Role.Senior, Permission.ChildSafety)]
    [InlineData(Role.Auditor, Permission.SetControls)]
    [InlineData(Role.Auditor, Permission.ReadEvidence)]
    [InlineData(Role.Service, Permission.ReadReports)]
    [InlineData(Role.Service, Permission.SetControls)]
    public void Duties_that_are_kept_apart_are_apart(Role role, Permission permission) => Assert.DoesNotContain(permission, RolePermissions.Of(role));

    [Fact]
    public void Only_the_admin_manages_access() =>
        Assert.Equal([Role.Admin], Enum.GetValues<Role>().Where(role => RolePermissions.Of(role).Contains(Permission.ManageAccess)));
}
