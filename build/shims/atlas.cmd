@echo off
rem The command line of the installed app. A batch file waits for the program and passes its exit code on.
"%~dp0TenantAtlas.exe" -- --atlas %*
exit /b %ERRORLEVEL%
