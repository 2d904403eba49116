; The usual macro ends an app that is open, which could cut off the object that a restore is writing.
!macro customCheckAppRunning
  ; An update and the uninstaller remove the whole folder of the program, and the app keeps no data there.
  ${If} ${FileExists} "$INSTDIR\atlas.db"
    MessageBox MB_OK|MB_ICONSTOP "There are backups in $INSTDIR. They would be removed with the program. Move them to another folder, or choose another folder for TenantAtlas." /SD IDOK
    Quit
  ${EndIf}
  StrCpy $R1 0
  ${Do}
    ; With full paths: a file beside the installer, or the find of Git, would be taken otherwise.
    nsExec::Exec '"$SYSDIR\cmd.exe" /C ""$SYSDIR\tasklist.exe" /FI "IMAGENAME eq ${APP_EXECUTABLE_FILENAME}" /FI "USERNAME eq %USERNAME%" /NH | "$SYSDIR\find.exe" /I "${APP_EXECUTABLE_FILENAME}""'
    Pop $R0
    ${If} $R0 != 0
      ${ExitDo}
    ${EndIf}
    ; The app starts the installer of an update while it quits.
    ${If} ${isUpdated}
    ${AndIf} $R1 < 60
      IntOp $R1 $R1 + 1
      Sleep 500
      ${Continue}
    ${EndIf}
    StrCpy $R2 "retry"
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "TenantAtlas is open. Quit it, also in the notification area, and then select Retry." /SD IDCANCEL IDRETRY +2
    StrCpy $R2 "cancel"
    ${If} $R2 == "cancel"
      ; A silent update says nothing. At its start, the app says that it is still the same version.
      ${If} ${isUpdated}
        ; An installer for all users runs as administrator, and the app must not.
        Push $0
        ${StdUtils.ExecShellAsUser} $0 "$INSTDIR\${APP_EXECUTABLE_FILENAME}" "open" ""
        Pop $0
      ${EndIf}
      Quit
    ${EndIf}
  ${Loop}
!macroend

; Backups belong to the person, so uninstalling leaves them, and says where they are.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    ; The app adds this task only after somebody agreed. Without the app, it would fail every 15 minutes.
    ; Each user of the computer has one (src-main/hosts/system-scheduler.ts).
    ${if} $installMode == "all"
      ; Somebody else may run the uninstaller: an administrator, or the system.
      nsExec::Exec '"$SYSDIR\WindowsPowerShell\v1.0\powershell.exe" -NoProfile -NonInteractive -Command "Get-ScheduledTask -TaskPath \ -TaskName $\'TenantAtlas schedules (*)$\' | Unregister-ScheduledTask -Confirm:$$false"'
    ${else}
      ReadEnvStr $R1 USERDOMAIN
      ReadEnvStr $R2 USERNAME
      nsExec::Exec '"$SYSDIR\schtasks.exe" /Delete /TN "TenantAtlas schedules ($R1 $R2)" /F'
    ${endif}
    Pop $R0
    ; Both belong to the person, also where the app was installed for everybody.
    SetShellVarContext current
    ; Electron keeps the entry for opening at sign-in by the app's ID.
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "com.tenantatlas.app"
    ; The app registers its links there at each start.
    DeleteRegKey HKCU "Software\Classes\atlas"
    ${if} ${FileExists} "$APPDATA\TenantAtlas\moved-to"
      MessageBox MB_OK|MB_ICONINFORMATION "Your backups are still in the folder that you moved them to. The file $APPDATA\TenantAtlas\moved-to says where. To remove them too, delete both folders." /SD IDOK
    ${else}
      MessageBox MB_OK|MB_ICONINFORMATION "Your backups are still in $APPDATA\TenantAtlas. To remove them too, delete this folder." /SD IDOK
    ${endif}
    ${if} $installMode == "all"
      SetShellVarContext all
    ${endif}
  ${endIf}
!macroend
