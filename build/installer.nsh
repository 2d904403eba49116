; Backups belong to the person, so uninstalling leaves them, and says where they are.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    ; The app adds this task only after somebody agreed. Without the app, it would fail every 15 minutes.
    nsExec::Exec 'schtasks /Delete /TN "TenantAtlas schedules" /F'
    ; Electron keeps the entry for opening at sign-in by the app's ID.
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "com.tenantatlas.app"
    MessageBox MB_OK|MB_ICONINFORMATION "Your backups are still in $APPDATA\TenantAtlas. To remove them too, delete this folder." /SD IDOK
  ${endIf}
!macroend
